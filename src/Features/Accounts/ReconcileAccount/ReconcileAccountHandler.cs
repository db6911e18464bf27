using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Accounts.ReconcileAccount;

internal sealed class ReconcileAccountHandler(BookDoor door)
{
    public Task<Result<Reply<ReconciliationView>>> HandleAsync(
        Guid accountId,
        ReconcileAccountRequest request,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync<ReconciliationView>(
            caller,
            BookReads.Nothing.Account(accountId),
            async (book, commit, c) =>
            {
                var account = book.Account(accountId);
                return account.IsSuccess ? await DecideAsync(account.Value, request, book, commit, c) : account.Error!;
            },
            cancellation
        );

    private static async Task<Result<Reply<ReconciliationView>>> DecideAsync(
        Account account,
        ReconcileAccountRequest request,
        LockedBook book,
        BookCommit commit,
        CancellationToken cancellation
    )
    {
        var (day, balance) = (request.StatementDate!.Value, request.StatementBalance!.Value);
        if (day > book.Today)
        {
            return Error.Field("statementDate", "Must not be in the future.");
        }
        if (Currency.Of(account.Currency).Check(balance, "statementBalance") is { } tooFine)
        {
            return tooFine;
        }
        await book.UseCustomPlansAsync(cancellation);
        var sums = await Reconciliation.SumAsync(book, account, day, cancellation);
        var difference = balance - sums.Cleared;
        var locked = difference == 0 ? sums.Unlocked : 0;
        await commit.RecordManyAsync(
            locked,
            ("account.reconciled", account.AccountId),
            first => Reconciliation.Lock(book, account.AccountId, day, first),
            cancellation
        );
        if (difference == 0 && (account.ReconciledOn is null || account.ReconciledOn < day))
        {
            commit.Record(account, account with { ReconciledOn = day, Version = commit.NextSeq, UpdatedAt = book.At });
        }
        return Reply.Ok<ReconciliationView>(new ReconciliationView(difference, sums.Cleared, sums.Pending, locked));
    }
}
