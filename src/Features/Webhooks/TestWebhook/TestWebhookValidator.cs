using Rupaya.Domain.Webhooks;

namespace Rupaya.Features.Webhooks.TestWebhook;

internal sealed class TestWebhookValidator : Validator<TestWebhookRequest>
{
    public TestWebhookValidator() => RuleFor(r => r.Event).OneOf([.. WebhookEvents.Kinds.Select(k => k.Type)]);
}
