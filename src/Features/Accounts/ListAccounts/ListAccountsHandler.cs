using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Http.Lists;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Features.Accounts.ListAccounts;

internal sealed class ListAccountsHandler(BookHeads heads, ChangeTimes times, AccountBalances balances)
{
    public static readonly ListSorts<(Account Account, decimal Today)> Sorts = new(a => a.Account.AccountId)
    {
        { "name", a => a.Account.Name },
        { "balance", a => a.Account.CurrentBalance },
        { "createdAt", a => a.Account.CreatedAt },
        { "updatedAt", a => Changed(a) },
    };

    public async Task<Result<Page<AccountView>>> HandleAsync(
        ListAccountsRequest request,
        CursorScope list,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var head = await heads.ReadAsync(caller, cancellation);
        if (!head.IsSuccess)
        {
            return head.Error!;
        }
        var all = await balances.ReadAsync(head.Value.BookId, head.Value.Today, accountId: null, cancellation);
        var rows = await times.SinceAsync(head.Value.BookId, all, Changed, request.UpdatedSince?.At, cancellation);
        var page = Sorts.Page(rows, request, list);
        return page.IsSuccess
            ? new Page<AccountView>([.. page.Value.Items.Select(a => AccountView.From(a.Account, a.Today))], page.Value.Next)
            : page.Error!;
    }

    /// <summary>The number of what last changed its attributes or its balance.</summary>
    private static long Changed((Account Account, decimal Today) a) => Math.Max(a.Account.Version, a.Account.LastPostingSeq);
}
