using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Persistence;
using Rupaya.Infrastructure.Reads;

namespace Rupaya.Features.Accounts.ListAccounts;

internal sealed class ListAccountsHandler(BookHeads heads, RupayaDbContext context)
{
    public async Task<Result<Answer>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var accounts = await context
            .Accounts.Where(a => a.BookId == head.Value.BookId && a.DeletedSeq == null)
            .OrderBy(a => a.AccountId)
            .ToListAsync(cancellation);
        return Answer.Ok(accounts.Select(AccountView.From));
    }
}
