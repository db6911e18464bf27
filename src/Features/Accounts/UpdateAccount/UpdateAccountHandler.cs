using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Accounts.UpdateAccount;

internal sealed class UpdateAccountHandler(BookDoor door)
{
    private static readonly Error Proved = Problems.Reconciled.Because("A reconciliation has proved the opening balance.");

    public Task<Result<Reply<AccountView>>> HandleAsync(
        Guid accountId,
        UpdateAccountRequest request,
        IfMatch ifMatch,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync<AccountView>(
            caller,
            changes: 1,
            BookReads.Nothing.Account(accountId),
            (book, commit) => Decide(accountId, request, ifMatch, book, commit),
            cancellation
        );

    private static Result<Reply<AccountView>> Decide(
        Guid accountId,
        UpdateAccountRequest request,
        IfMatch ifMatch,
        LockedBook book,
        BookCommit commit
    )
    {
        var found = book.Account(accountId);
        if ((found.Error ?? ifMatch.Check(found.Value.Version)) is { } missing)
        {
            return missing;
        }
        var before = found.Value;
        var after = before with
        {
            Name = request.Name.Or(before.Name)!,
            OverdraftLimit = request.OverdraftLimit.Or(before.OverdraftLimit)!.Value,
            IsArchived = request.IsArchived.Or(before.IsArchived)!.Value,
            OpeningBalance = request.OpeningBalance.Or(before.OpeningBalance)!.Value,
            OpeningDate = request.OpeningDate.Or(before.OpeningDate),
            Version = commit.NextSeq,
            UpdatedAt = book.At,
        };
        if (Check(before, after) is { } refused)
        {
            return refused;
        }
        commit.Record(before, after);
        var balance = commit.Balances.Of(before);
        var shown = after with { CurrentBalance = balance.Current, LastPostingSeq = Last(before, after) };
        return Reply.Ok<AccountView>(AccountView.From(shown, balance.Today), AccountView.ETag(shown, book.Today));
    }

    private static Error? Check(Account before, Account after)
    {
        var currency = Currency.Of(after.Currency);
        var isProved =
            (before.OpeningBalance, before.OpeningDate) != (after.OpeningBalance, after.OpeningDate)
            && (IsUpTo(before.OpeningDate, before.ReconciledOn) || IsUpTo(after.OpeningDate, before.ReconciledOn));
        return currency.Check(after.OverdraftLimit, "overdraftLimit")
            ?? currency.Check(after.OpeningBalance, "openingBalance")
            ?? (isProved ? Proved : null);
    }

    private static bool IsUpTo(DateOnly? opening, DateOnly? reconciled) =>
        reconciled is not null && (opening is null || opening <= reconciled);

    private static long Last(Account before, Account after) =>
        (before.OpeningBalance, before.OpeningDate) == (after.OpeningBalance, after.OpeningDate) ? before.LastPostingSeq : after.Version;
}
