using Rupaya.Infrastructure.Figures;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Features.Transactions.SumTransactions;

internal sealed class SumTransactionsHandler(BookHeads heads, TransactionSearch search)
{
    public async Task<Result<Reply<TransactionSummary>>> HandleAsync(
        SumTransactionsRequest request,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var sums = await search.SumAsync(request.Filter(head.Value.BookId), cancellation);
        return sums.IsSuccess
            ? Reply.Ok<TransactionSummary>(new TransactionSummary(sums.Value.Sum(s => s.Count), sums.Value))
            : sums.Error!;
    }
}
