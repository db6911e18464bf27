using Rupaya.Domain.Webhooks;

namespace Rupaya.Features.Webhooks;

/// <summary>Rules that creating and changing share.</summary>
internal static class WebhookRules
{
    private const int MinSecret = 16;
    private const int MaxSecret = 200;

    public static IRuleBuilderOptions<T, string?> WebhookUrl<T>(this IRuleBuilder<T, string?> rule) =>
        rule.NotEmpty()
            .MaximumLength(2000)
            .Must(IsPlainAddress)
            .WithMessage("Must be an absolute https address without user, password or fragment.");

    public static IRuleBuilderOptions<T, string> WebhookEvent<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(WebhookEvents.All.Contains).WithMessage($"Must be one of {string.Join(", ", WebhookEvents.All)}.");

    public static IRuleBuilderOptions<T, string?> WebhookSecret<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(secret => secret is null || secret.Length is >= MinSecret and <= MaxSecret)
            .WithMessage($"Must have {MinSecret} to {MaxSecret} characters.");

    private static bool IsPlainAddress(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.Scheme is "https" or "http"
        && address.UserInfo.Length == 0
        && address.Fragment.Length == 0
        && address.Host.Length > 0;
}
