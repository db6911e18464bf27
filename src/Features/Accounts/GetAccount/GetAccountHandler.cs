using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Persistence;
using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Accounts.GetAccount;

internal sealed class GetAccountHandler(BookHeads heads, RupayaDbContext context, AccountBalances balances)
{
    public async Task<Result<Answer>> HandleAsync(Guid accountId, DateOnly? asOf, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var bookId = head.Value.BookId;
        var account = await context
            .Accounts.Where(a => a.BookId == bookId && a.AccountId == accountId && a.DeletedSeq == null)
            .FirstOrDefaultAsync(cancellation);
        if (account is null)
        {
            return Error.NotFound("Account");
        }
        if (asOf is null)
        {
            return Answer.Ok(AccountView.From(account), AccountView.ETag(account));
        }
        var balance = await balances.AsOfAsync(bookId, accountId, asOf.Value, cancellation);
        return Answer.Ok(AccountView.From(account) with { CurrentBalance = balance });
    }
}
