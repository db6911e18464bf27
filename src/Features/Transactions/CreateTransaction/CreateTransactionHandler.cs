using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Transactions.CreateTransaction;

internal sealed class CreateTransactionHandler(BookDoor door)
{
    public Task<Result<Reply<TransactionView>>> HandleAsync(TransactionBody body, Caller caller, CancellationToken cancellation) =>
        body.RefundOf is null
            ? door.WriteAsync<TransactionView>(
                caller,
                changes: 1,
                TransactionFactory.Reads(body),
                (book, commit) => Decide(body, book, commit),
                cancellation
            )
            : door.WriteAsync<TransactionView>(
                caller,
                TransactionFactory.Reads(body),
                async (book, commit, c) =>
                {
                    await book.LoadRefundsAsync([body.RefundOf.Value], c);
                    return Decide(body, book, commit);
                },
                cancellation
            );

    private static Result<Reply<TransactionView>> Decide(TransactionBody body, LockedBook book, BookCommit commit)
    {
        var created = TransactionFactory.Record(body, book, commit);
        return created.IsSuccess
            ? Reply.Created<TransactionView>(
                created.Value.View,
                $"/api/v1/transactions/{created.Value.View.TransactionId}",
                created.Value.ETag
            )
            : created.Error!;
    }
}
