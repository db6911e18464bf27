namespace Rupaya.Features.Webhooks.ResendWebhookDelivery;

/// <param name="DeliveryId">The delivery that is tried again.</param>
internal sealed record ResendWebhookDeliveryResponse(Guid DeliveryId);

internal sealed class ResendWebhookDeliveryEndpoint(ResendWebhookDeliveryHandler handler) : ApiEndpoint<ResendWebhookDeliveryResponse>
{
    public override void Configure()
    {
        Post("/webhooks/{webhookId:guid}/deliveries/{deliveryId:guid}/resend");
        Describe(
            "Send a delivery again, now",
            "The same deliveryId and body, signed anew, and tried for another 24 hours; also one that was delivered."
        );
        Answers(StatusCodes.Status202Accepted);
        InBook();
        Refuses(Problems.WebhookDisabled);
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("webhookId"), Id("deliveryId"), Caller, cancellation));
}
