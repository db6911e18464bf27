namespace Rupaya.Features.Webhooks.DeleteWebhook;

internal sealed class DeleteWebhookEndpoint(DeleteWebhookHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Delete("/webhooks/{webhookId:guid}");
        Describe("Remove a webhook, and what waits for it");
        InBook();
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("webhookId"), Caller, cancellation));
}
