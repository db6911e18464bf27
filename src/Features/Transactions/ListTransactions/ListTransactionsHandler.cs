using Rupaya.Infrastructure.Reads;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Features.Transactions.ListTransactions;

internal sealed class ListTransactionsHandler(BookHeads heads, TransactionSearch search)
{
    private const int DefaultLimit = 50;

    public async Task<Result<Page<TransactionView>>> HandleAsync(
        ListTransactionsRequest request,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var cursor = Cursor.Parse(request.Cursor);
        if (!cursor.IsSuccess)
        {
            return cursor.Error!;
        }
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var limit = request.Limit ?? DefaultLimit;
        var found = await search.FindAsync(Filter(request, head.Value.BookId, cursor.Value), limit + 1, request.Offset ?? 0, cancellation);
        if (!found.IsSuccess)
        {
            return found.Error!;
        }
        var items = found.Value.Take(limit).Select(f => TransactionView.From(f.Row, f.AccountName, f.CategoryName)).ToList();
        var next = found.Value.Count > limit ? new Cursor(items[^1].TransactionDate, items[^1].TransactionId) : null;
        return new Page<TransactionView>(items, next);
    }

    private static TransactionFilter Filter(ListTransactionsRequest r, Guid bookId, Cursor? after)
    {
        var filter = new TransactionFilter(bookId)
            .Where("t.account_id = ?", r.AccountId is { } account ? Of(account) : null)
            .InCategory(r.CategoryId)
            .WithFlow(r.Type)
            .WithStatus(r.Status)
            .Where("t.date >= ?", r.StartDate is { } start ? Of(start.Day) : null)
            .Where("t.date <= ?", r.EndDate is { } end ? Of(end.Day) : null)
            .Where("t.amount >= ?", r.MinAmount is { } min ? Of(min.Value) : null, rare: true)
            .Where("t.amount <= ?", r.MaxAmount is { } max ? Of(max.Value) : null, rare: true)
            .Where("name_keys(t.tags) @> array[name_key(?)] and t.tags <> '{}'", r.Tag is null ? null : Of(r.Tag), rare: true)
            .WithWords(ListTransactionsRequest.Words(r.Q));
        return after is null ? filter : filter.After(after.Date, after.Id);
    }
}
