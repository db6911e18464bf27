namespace Rupaya.Features.Webhooks.TestWebhook;

/// <param name="Event">What it is called, one of GET /webhooks/events; webhook.test when omitted. Its data is made up.</param>
internal sealed record TestWebhookRequest(string? Event);

/// <param name="DeliveryId">Among the webhook's deliveries, with what came of it.</param>
internal sealed record TestWebhookResponse(Guid DeliveryId);

internal sealed class TestWebhookEndpoint(TestWebhookHandler handler) : ApiEndpoint<TestWebhookRequest, TestWebhookResponse>
{
    public override void Configure()
    {
        Post("/webhooks/{webhookId:guid}/test");
        Describe(
            "Send a webhook something now, to try the receiver",
            "For owners. Whatever the webhook is told else; signed and tried again like every delivery. 409 webhook_disabled while it is turned off."
        );
        Answers(StatusCodes.Status202Accepted);
        MayHaveNoBody();
        InBook();
        Refuses(Problems.WebhookDisabled);
    }

    public override Task HandleAsync(TestWebhookRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("webhookId"), request, Caller, cancellation));
}
