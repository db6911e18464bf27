using Rupaya.Domain.Webhooks;

namespace Rupaya.Features.Webhooks.CreateWebhook;

internal sealed class CreateWebhookValidator : AbstractValidator<CreateWebhookRequest>
{
    public CreateWebhookValidator()
    {
        RuleFor(r => r.Url)
            .NotEmpty()
            .MaximumLength(2000)
            .Must(IsPlainAddress)
            .WithMessage("Must be an absolute https address without user, password or fragment.");
        RuleFor(r => r.Events).NotEmpty();
        RuleForEach(r => r.Events)
            .Must(e => WebhookEvents.All.Contains(e))
            .WithMessage($"Must be one of {string.Join(", ", WebhookEvents.All)}.");
        RuleFor(r => r.Secret).Length(16, 200);
    }

    private static bool IsPlainAddress(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.Scheme is "https" or "http"
        && address.UserInfo.Length == 0
        && address.Fragment.Length == 0
        && address.Host.Length > 0;
}
