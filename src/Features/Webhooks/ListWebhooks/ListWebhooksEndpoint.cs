using Rupaya.Infrastructure.Http.Lists;

namespace Rupaya.Features.Webhooks.ListWebhooks;

/// <param name="Sort"><c>url</c> or <c>createdAt</c>; with <c>-</c> before it the other way round.</param>
internal sealed record ListWebhooksRequest(int? Limit, string? Cursor, string? Sort, QueryInstant? UpdatedSince) : IListQuery;

internal sealed class ListWebhooksEndpoint(ListWebhooksHandler handler) : ApiEndpoint<ListWebhooksRequest, IEnumerable<WebhookView>>
{
    public override void Configure()
    {
        Get("/webhooks");
        Describe("The book's webhooks, oldest first or in another order", "For owners. Secrets are not shown again.");
        InBook();
        Paged();
        Refuses(Problems.CursorMismatch, Problems.InvalidCursor, Problems.Forbidden);
    }

    public override Task HandleAsync(ListWebhooksRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, List, Caller, cancellation));
}
