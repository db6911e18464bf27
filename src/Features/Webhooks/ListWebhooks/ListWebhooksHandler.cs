using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Webhooks.ListWebhooks;

internal sealed class ListWebhooksHandler(BookHeads heads, RupayaDbContext context)
{
    public async Task<Result<Reply<IEnumerable<WebhookView>>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var book = await BookOwnership.ReadAsync(heads, caller, cancellation);
        if (!book.IsSuccess)
        {
            return book.Error!;
        }
        var rows = await context
            .Webhooks.Where(w => w.BookId == book.Value.BookId)
            .OrderBy(w => w.CreatedAt)
            .ThenBy(w => w.WebhookId)
            .ToListAsync(cancellation);
        return Reply.Ok<IEnumerable<WebhookView>>(rows.Select(WebhookView.From));
    }
}
