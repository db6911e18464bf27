using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Features.Accounts.UpdateAccount;

internal sealed class UpdateAccountHandler(BookDoor door)
{
    public Task<Result<Answer>> HandleAsync(
        Guid accountId,
        UpdateAccountRequest request,
        IfMatch ifMatch,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync(
            caller,
            changes: 1,
            BookReads.Nothing.Account(accountId),
            (book, commit) => Decide(accountId, request, ifMatch, book, commit),
            cancellation
        );

    private static Result<Answer> Decide(Guid accountId, UpdateAccountRequest request, IfMatch ifMatch, LockedBook book, BookCommit commit)
    {
        var found = book.Account(accountId);
        if ((found.Error ?? ifMatch.Check(found.Value.Version)) is { } refused)
        {
            return refused;
        }
        var before = found.Value;
        var after = before with
        {
            Name = request.Name.Or(before.Name)!,
            OverdraftLimit = request.OverdraftLimit.Or(before.OverdraftLimit)!.Value,
            IsArchived = request.IsArchived.Or(before.IsArchived)!.Value,
            Version = commit.NextSeq,
            UpdatedAt = book.At,
        };
        if (Currency.Of(after.Currency).Check(after.OverdraftLimit, "overdraftLimit") is { } tooFine)
        {
            return tooFine;
        }
        commit.Record(before, after);
        return Answer.Ok(AccountView.From(after, commit.Balance(before).Today), AccountView.ETag(after, book.Today));
    }
}
