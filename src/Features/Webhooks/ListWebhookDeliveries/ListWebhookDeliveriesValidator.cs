namespace Rupaya.Features.Webhooks.ListWebhookDeliveries;

internal sealed class ListWebhookDeliveriesValidator : Validator<ListWebhookDeliveriesRequest>
{
    public ListWebhookDeliveriesValidator()
    {
        RuleFor(r => r.Status)
            .Must(s => s is null or "pending" or "delivered" or "failed")
            .WithMessage("Must be pending, delivered or failed.");
        RuleFor(r => r.Limit).InclusiveBetween(1, 200);
    }
}
