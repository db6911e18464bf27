using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Features.Accounts.GetAccount;

internal sealed class GetAccountHandler(BookHeads heads, AccountBalances balances)
{
    public async Task<Result<Reply<AccountView>>> HandleAsync(Guid accountId, DateOnly? asOf, Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var (bookId, today) = (head.Value.BookId, head.Value.Today);
        if (await balances.ReadAsync(bookId, today, accountId, cancellation) is not [var (account, balanceToday)])
        {
            return Error.NotFound("Account");
        }
        var view = AccountView.From(account, balanceToday);
        return asOf is null
            ? Reply.Ok<AccountView>(view, AccountView.ETag(account, today))
            : Reply.Ok<AccountView>(view with { CurrentBalance = await balances.AsOfAsync(bookId, accountId, asOf.Value, cancellation) });
    }
}
