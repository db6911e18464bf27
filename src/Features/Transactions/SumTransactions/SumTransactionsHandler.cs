using Rupaya.Infrastructure.Figures;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Features.Transactions.SumTransactions;

internal sealed class SumTransactionsHandler(BookHeads heads, TransactionSums sums)
{
    public async Task<Result<Reply<TransactionSummary>>> HandleAsync(
        SumTransactionsRequest request,
        CursorScope list,
        IfNoneMatch conditional,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var read = await heads.ReadAsync(caller, cancellation);
        if (!read.IsSuccess)
        {
            return read.Error!;
        }
        var head = read.Value;
        if (TransactionSums.ETag(list, head) is var current && conditional.Matches(current))
        {
            return Reply.NotModified<TransactionSummary>(current);
        }
        var found = await sums.ReadAsync(list, () => request.Filter(head.BookId), head, cancellation);
        return found.IsSuccess ? Reply.Ok<TransactionSummary>(Answer(found.Value, head.Currency), found.Value.ETag) : found.Error!;
    }

    private static TransactionSummary Answer(SummedTransactions found, string currency)
    {
        var all = found.Converted;
        return new TransactionSummary(
            all.Count,
            currency,
            all.Income,
            all.Expenses,
            all.Refunds,
            all.TransfersIn,
            all.TransfersOut,
            all.Net,
            [.. found.ByCurrency.Select(c => CurrencySummary.From(c.Currency, c.Totals))],
            found.Missing,
            [.. found.ByCurrency.Select(c => new TransactionSum(c.Currency, c.Totals.Count, c.Totals.In, c.Totals.Out, c.Totals.Net))]
        );
    }
}
