namespace Rupaya.Features.Webhooks.ListWebhookDeliveries;

internal sealed class ListWebhookDeliveriesValidator : Validator<ListWebhookDeliveriesRequest>
{
    public ListWebhookDeliveriesValidator()
    {
        RuleFor(r => r.Status).OneOf("pending", "delivered", "failed");
        RuleFor(r => r.Limit).InclusiveBetween(1, 200);
    }
}
