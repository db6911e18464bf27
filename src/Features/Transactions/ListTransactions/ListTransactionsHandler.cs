using Rupaya.Infrastructure.Figures;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Features.Transactions.ListTransactions;

internal sealed class ListTransactionsHandler(BookHeads heads, TransactionSearch search)
{
    private const int DefaultLimit = 50;

    public async Task<Result<Page<TransactionView>>> HandleAsync(
        ListTransactionsRequest request,
        CursorScope list,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var order = request.InOrder;
        var cursor = list.Read(request.Cursor);
        if (!cursor.IsSuccess)
        {
            return cursor.Error!;
        }
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var filter = request.Filter(head.Value.BookId, order);
        if (cursor.Value is { } position && !filter.TryStartAfter(position))
        {
            return CursorScope.Invalid;
        }
        var limit = request.Limit ?? DefaultLimit;
        var found = await search.FindAsync(filter, limit + 1, request.Offset ?? 0, cancellation);
        if (!found.IsSuccess)
        {
            return found.Error!;
        }
        var items = found.Value.Take(limit).ToList();
        var next = found.Value.Count > limit ? list.After(order.Of(items[^1].Row)) : null;
        return new Page<TransactionView>([.. items.Select(f => TransactionView.From(f.Row, f.AccountName, f.CategoryName))], next);
    }
}
