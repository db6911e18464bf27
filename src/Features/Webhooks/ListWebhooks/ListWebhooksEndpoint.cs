namespace Rupaya.Features.Webhooks.ListWebhooks;

internal sealed class ListWebhooksEndpoint(ListWebhooksHandler handler) : ApiEndpoint<IEnumerable<WebhookView>>
{
    public override void Configure()
    {
        Get("/webhooks");
        Describe("The book's webhooks, oldest first", "For owners. Secrets are not shown again.");
        InBook();
        Refuses(Problems.Forbidden);
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
