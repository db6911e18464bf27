namespace Rupaya.Features.Webhooks.TestWebhook;

/// <param name="DeliveryId">Among the webhook's deliveries, with what came of it.</param>
internal sealed record TestWebhookResponse(Guid DeliveryId);

internal sealed class TestWebhookEndpoint(TestWebhookHandler handler) : ApiEndpoint<TestWebhookResponse>
{
    public override void Configure()
    {
        Post("/webhooks/{webhookId:guid}/test");
        Describe(
            "Send a webhook something now, to try the receiver",
            "For owners. The event is webhook.test, whatever the webhook is told else; signed and tried again like every delivery."
        );
        Answers(StatusCodes.Status202Accepted);
        InBook();
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("webhookId"), Caller, cancellation));
}
