namespace Rupaya.Features.Webhooks.CreateWebhook;

internal sealed class CreateWebhookValidator : Validator<CreateWebhookRequest>
{
    public CreateWebhookValidator()
    {
        RuleFor(r => r.Url).WebhookUrl();
        RuleFor(r => r.Events).NotEmpty();
        RuleForEach(r => r.Events).WebhookEvent();
        RuleFor(r => r.Secret).WebhookSecret();
    }
}
