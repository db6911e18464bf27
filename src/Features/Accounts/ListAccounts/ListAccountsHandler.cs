using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Features.Accounts.ListAccounts;

internal sealed class ListAccountsHandler(BookHeads heads, AccountBalances balances)
{
    public async Task<Result<Reply<IEnumerable<AccountView>>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var accounts = await balances.ReadAsync(head.Value.BookId, head.Value.Today, accountId: null, cancellation);
        return Reply.Ok<IEnumerable<AccountView>>(accounts.Select(a => AccountView.From(a.Account, a.Today)));
    }
}
