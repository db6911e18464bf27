using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Transactions.DeleteTransaction;

internal sealed class DeleteTransactionHandler(BookDoor door)
{
    public Task<Result<Reply<DeleteTransactionResponse>>> HandleAsync(
        Guid transactionId,
        IfMatch ifMatch,
        DeleteTransactionRequest force,
        Caller caller,
        CancellationToken cancellation
    ) =>
        door.WriteAsync<DeleteTransactionResponse>(
            caller,
            BookReads.Nothing.Transaction(transactionId),
            async (book, commit, c) =>
            {
                var found = book.Transaction(transactionId);
                return found.IsSuccess ? await DecideAsync(found.Value, ifMatch, force, book, commit, c) : found.Error!;
            },
            cancellation
        );

    private static async Task<Result<Reply<DeleteTransactionResponse>>> DecideAsync(
        Transaction row,
        IfMatch ifMatch,
        DeleteTransactionRequest force,
        LockedBook book,
        BookCommit commit,
        CancellationToken cancellation
    )
    {
        if (ifMatch.Check(row.Version) is { } stale)
        {
            return stale;
        }
        List<Transaction> gone = [row];
        if (row.TransferId is not null)
        {
            await book.LoadTransferAsync(row.TransferId.Value, cancellation);
            gone.AddRange(book.Transactions.Values.Where(t => t.TransferId == row.TransferId && t.TransactionId != row.TransactionId));
        }
        if (((row.RefundedAmount > 0 ? TransactionErrors.HasRefunds : null) ?? Reconciled.Check(force, [.. gone])) is { } refused)
        {
            return refused;
        }
        foreach (var leg in gone)
        {
            var seq = commit.NextSeq;
            commit.Record(leg, leg with { Version = seq, UpdatedAt = book.At, DeletedSeq = seq }, ((IForced)force).ReasonFor(leg));
        }
        if (row.RefundOf is not null)
        {
            await book.LoadTransactionAsync(row.RefundOf.Value, cancellation);
            Refunds.Adjust(book.Transactions[row.RefundOf.Value], -row.Amount, book, commit);
        }
        return Reply.Ok<DeleteTransactionResponse>(new DeleteTransactionResponse(true));
    }
}
