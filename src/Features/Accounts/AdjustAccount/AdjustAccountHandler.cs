using Rupaya.Domain.Money;
using Rupaya.Features.Transactions;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Accounts.AdjustAccount;

internal sealed class AdjustAccountHandler(BookDoor door)
{
    private static readonly Error Proved = Problems.Reconciled.Because("A reconciliation has proved the balance of that day.");

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
                if ((account.Error ?? Check(request, day, account.Value, book)) is { } refused)
                {
                    return refused;
                }
                var balance = await AccountBalances.AsOfAsync(book.Connection, book.BookId, accountId, day, c);
                var difference = request.Balance!.Value - balance;
                return difference == 0
                    ? Reply.Ok<AdjustmentView>(new AdjustmentView(0, null))
                    : Adjust(difference, day, request.Reason, account.Value, book, commit);
            },
            cancellation
        );

    private static Error? Check(AdjustAccountRequest request, DateOnly day, Account account, LockedBook book) =>
        (account.IsArchived ? TransactionErrors.Archived : null)
        ?? (day > book.Today ? Error.Field("date", "Must not be after today.") : null)
        ?? (account.ReconciledOn >= day ? Proved : null)
        ?? Currency.Of(account.Currency).Check(request.Balance!.Value, "balance");

    private static Reply<AdjustmentView> Adjust(
        decimal difference,
        DateOnly day,
        string? reason,
        Account account,
        LockedBook book,
        BookCommit commit
    )
    {
        var adjustment = new Transaction
        {
            BookId = book.BookId,
            TransactionId = Guid.CreateVersion7(book.At),
            AccountId = account.AccountId,
            CategoryId = null,
            Flow = "adjustment",
            Direction = difference > 0 ? "in" : "out",
            Amount = Math.Abs(difference),
            Currency = account.Currency,
            Date = day,
            Description = reason,
            Merchant = null,
            Tags = [],
            Status = "cleared",
            Version = commit.NextSeq,
            CreatedAt = book.At,
            UpdatedAt = book.At,
        };
        commit.Record(null, adjustment);
        var view = TransactionView.From(adjustment, account.Name, null);
        return Reply.Created<AdjustmentView>(
            new AdjustmentView(difference, view),
            $"/api/v1/transactions/{adjustment.TransactionId}",
            TransactionView.ETag(adjustment.Version, account.Version, null)
        );
    }
}
