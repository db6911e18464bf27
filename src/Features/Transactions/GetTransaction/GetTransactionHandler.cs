using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Persistence;
using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Transactions.GetTransaction;

internal sealed class GetTransactionHandler(BookHeads heads, RupayaDbContext context)
{
    public async Task<Result<Answer>> HandleAsync(Guid transactionId, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var bookId = head.Value.BookId;
        var found = await (
            from t in context.Transactions
            where t.BookId == bookId && t.TransactionId == transactionId && t.DeletedSeq == null
            join a in context.Accounts on new { t.BookId, t.AccountId } equals new { a.BookId, a.AccountId }
            from c in context.Categories.Where(c => c.BookId == bookId && c.CategoryId == t.CategoryId).DefaultIfEmpty()
            select new
            {
                Transaction = t,
                Account = a,
                Category = c,
            }
        ).FirstOrDefaultAsync(cancellation);
        return found is null
            ? Error.NotFound("Transaction")
            : Answer.Ok(
                TransactionView.From(found.Transaction, found.Account.Name, found.Category?.Name),
                TransactionView.ETag(found.Transaction, found.Account, found.Category)
            );
    }
}
