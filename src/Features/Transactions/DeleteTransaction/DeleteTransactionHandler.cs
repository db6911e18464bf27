using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Features.Transactions.DeleteTransaction;

internal sealed class DeleteTransactionHandler(BookDoor door)
{
    public Task<Result<Answer>> HandleAsync(Guid transactionId, IfMatch ifMatch, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync(
            caller,
            changes: 1,
            BookReads.Nothing.Transaction(transactionId),
            (book, commit) => Decide(transactionId, ifMatch, book, commit),
            cancellation
        );

    private static Result<Answer> Decide(Guid transactionId, IfMatch ifMatch, LockedBook book, BookCommit commit)
    {
        var found = book.Transaction(transactionId);
        if (!found.IsSuccess)
        {
            return found.Error!;
        }
        var before = found.Value;
        if (ifMatch.Check(before.Version) is { } stale)
        {
            return stale;
        }
        var seq = commit.NextSeq;
        commit.Record(before, before with { Version = seq, UpdatedAt = book.At, DeletedSeq = seq }, guarded: false);
        return Answer.Ok(new DeleteTransactionResponse(true));
    }
}
