namespace Rupaya.Features.Webhooks.DeleteWebhook;

internal sealed class DeleteWebhookEndpoint(DeleteWebhookHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Delete("/webhooks/{webhookId:guid}");
        Describe("Remove a webhook, and what waits for it");
        Refuses(401, 403, 404, 503);
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("webhookId"), Caller, cancellation));
}
