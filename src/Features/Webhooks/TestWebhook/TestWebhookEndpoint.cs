namespace Rupaya.Features.Webhooks.TestWebhook;

/// <param name="DeliveryId">Among the webhook's deliveries, with what came of it.</param>
internal sealed record TestWebhookResponse(Guid DeliveryId);

internal sealed class TestWebhookEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/webhooks/{webhookId:guid}/test",
                (Guid webhookId, Caller caller, TestWebhookHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(webhookId, caller, cancellation).ToHttp()
            )
            .WithName("TestWebhook")
            .WithTags("Webhooks")
            .WithSummary("Send a webhook something now, to try the receiver")
            .WithDescription(
                "For owners. The event is webhook.test, whatever the webhook is told else; signed and tried again like every delivery."
            )
            .Produces<TestWebhookResponse>(StatusCodes.Status202Accepted)
            .Problems(401, 403, 404, 503);
}
