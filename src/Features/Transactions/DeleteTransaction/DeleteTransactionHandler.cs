using Rupaya.Domain.Ledger;
using Rupaya.Domain.Transactions;
using Rupaya.Infrastructure.Ledger.Writing;

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
        await book.LoadRelatedAsync(row, cancellation);
        var decided = TransactionDeletion.Decide(row, book, ((IForced)force).Lock());
        if (decided.Error is { } refused)
        {
            return refused;
        }
        commit.Record(decided.Value);
        return Reply.Ok<DeleteTransactionResponse>(new DeleteTransactionResponse(true));
    }
}
