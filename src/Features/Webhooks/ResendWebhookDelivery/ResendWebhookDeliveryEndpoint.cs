namespace Rupaya.Features.Webhooks.ResendWebhookDelivery;

internal sealed class ResendWebhookDeliveryEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/webhooks/{webhookId:guid}/deliveries/{deliveryId:guid}/resend",
                (Guid webhookId, Guid deliveryId, Caller caller, ResendWebhookDeliveryHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(webhookId, deliveryId, caller, cancellation).ToHttp()
            )
            .WithName("ResendWebhookDelivery")
            .WithTags("Webhooks")
            .WithSummary("Send a delivery again, now")
            .WithDescription("The same deliveryId and body, signed anew, and tried for another 24 hours; also one that was delivered.")
            .Produces(StatusCodes.Status202Accepted)
            .Problems(401, 403, 404, 503);
}
