namespace Rupaya.Features.Webhooks.UpdateWebhook;

internal sealed class UpdateWebhookValidator : Validator<UpdateWebhookRequest>
{
    public UpdateWebhookValidator()
    {
        RuleFor(r => r.Url.Value).WebhookUrl().When(r => r.Url.IsGiven).OverridePropertyName("url");
        RuleFor(r => r.Events.Value).NotEmpty().When(r => r.Events.IsGiven).OverridePropertyName("events");
        RuleForEach(r => r.Events.Value).WebhookEvent().OverridePropertyName("events");
        RuleFor(r => r.Enabled.Value)
            .NotNull()
            .WithMessage("Must be true or false.")
            .When(r => r.Enabled.IsGiven)
            .OverridePropertyName("enabled");
        RuleFor(r => r.Secret.Value).WebhookSecret().When(r => r.Secret.IsGiven).OverridePropertyName("secret");
    }
}
