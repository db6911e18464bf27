using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Http.Lists;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Webhooks.ListWebhooks;

internal sealed class ListWebhooksHandler(BookHeads heads, RupayaDbContext context, TimeProvider clock)
{
    public static readonly ListSorts<WebhookView> Sorts = new(w => w.WebhookId)
    {
        { "url", w => w.Url },
        { "createdAt", w => w.CreatedAt },
    };

    public async Task<Result<Page<WebhookView>>> HandleAsync(
        ListWebhooksRequest request,
        CursorScope list,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var book = await BookOwnership.ReadAsync(heads, caller, cancellation);
        if (!book.IsSuccess)
        {
            return book.Error!;
        }
        var (bookId, since) = (book.Value.BookId, request.UpdatedSince?.At);
        var rows = await context
            .Webhooks.Where(w => w.BookId == bookId)
            .Where(w => since == null || w.CreatedAt >= since || w.UpdatedAt >= since)
            .OrderBy(w => w.CreatedAt)
            .ThenBy(w => w.WebhookId)
            .ToListAsync(cancellation);
        return Sorts.Page(rows.Select(w => WebhookView.From(w, clock.GetUtcNow())), request, list);
    }
}
