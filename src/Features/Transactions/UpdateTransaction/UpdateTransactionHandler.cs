using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Transactions.UpdateTransaction;

/// <summary>What is asked for, and under which conditions.</summary>
internal sealed record Edit(UpdateTransactionRequest Request, IfMatch IfMatch);

internal sealed class UpdateTransactionHandler(BookDoor door)
{
    public Task<Result<Reply<TransactionView>>> HandleAsync(Guid transactionId, Edit edit, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<TransactionView>(
            caller,
            BookReads
                .Nothing.Transaction(transactionId)
                .Account(edit.Request.AccountId.Value)
                .Category(edit.Request.CategoryId.Value)
                .CategoriesOf((edit.Request.Splits.Value ?? []).Select(s => s.CategoryId)),
            (book, commit, c) => DecideAsync(transactionId, edit, book, commit, c),
            cancellation
        );

    private static async Task<Result<Reply<TransactionView>>> DecideAsync(
        Guid transactionId,
        Edit edit,
        LockedBook book,
        BookCommit commit,
        CancellationToken cancellation
    )
    {
        var found = book.Transaction(transactionId);
        if (!found.IsSuccess)
        {
            return found.Error!;
        }
        var before = found.Value;
        var account = book.Account(edit.Request.AccountId.Or(before.AccountId)!.Value);
        if ((account.Error ?? edit.IfMatch.Check(before.Version)) is { } missing)
        {
            return missing;
        }
        await book.LoadRelatedAsync(before, cancellation);
        var decided = ((ITransactionEdit)edit.Request).Wanted().Decide(before, book, commit.Balances);
        if (decided.Error is { } refused)
        {
            return refused;
        }
        var after = commit.Record(decided.Value)[0];
        return Reply.Ok<TransactionView>(TransactionView.From(after, book), TransactionView.ETag(after, book));
    }
}
