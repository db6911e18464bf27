using Rupaya.Domain.Ledger;
using Rupaya.Domain.Transactions;
using Rupaya.Features.Transactions;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Accounts.AdjustAccount;

internal sealed class AdjustAccountHandler(BookDoor door)
{
    public Task<Result<Reply<AdjustmentView>>> HandleAsync(
        Guid accountId,
        AdjustAccountRequest request,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync<AdjustmentView>(
            caller,
            BookReads.Nothing.Account(accountId),
            async (book, commit, c) =>
            {
                var account = book.Account(accountId);
                var day = request.Date ?? book.Today;
                if ((account.Error ?? Adjustments.Check(account.Value, request.Balance!.Value, day, book.Today)) is { } refused)
                {
                    return refused;
                }
                var balance = await AccountBalances.AsOfAsync(book, accountId, day, c);
                var difference = request.Balance!.Value - balance;
                return difference == 0
                    ? Reply.Ok<AdjustmentView>(new AdjustmentView(0, null))
                    : Adjust(difference, day, request.Reason, account.Value, book, commit);
            },
            cancellation
        );

    private static Reply<AdjustmentView> Adjust(
        decimal difference,
        DateOnly day,
        string? reason,
        Account account,
        LockedBook book,
        BookCommit commit
    )
    {
        var adjustment = commit.Record(Adjustments.Make(account, difference, day, reason, book));
        return Reply.Created<AdjustmentView>(
            new AdjustmentView(difference, TransactionView.From(adjustment, book)),
            $"/api/v1/transactions/{adjustment.TransactionId}",
            TransactionView.ETag(adjustment, book)
        );
    }
}
