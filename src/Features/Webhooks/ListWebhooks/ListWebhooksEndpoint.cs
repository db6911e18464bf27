namespace Rupaya.Features.Webhooks.ListWebhooks;

internal sealed class ListWebhooksEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/webhooks",
                (Caller caller, ListWebhooksHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(caller, cancellation).ToHttp()
            )
            .WithName("ListWebhooks")
            .WithTags("Webhooks")
            .WithSummary("The book's webhooks, oldest first")
            .WithDescription("For owners. Secrets are not shown again.")
            .Produces<IReadOnlyList<WebhookView>>()
            .Problems(401, 403, 404, 503);
}
