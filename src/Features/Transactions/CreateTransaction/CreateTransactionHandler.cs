using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Transactions.CreateTransaction;

internal sealed class CreateTransactionHandler(BookDoor door)
{
    public Task<Result<Answer>> HandleAsync(TransactionBody body, Caller caller, CancellationToken cancellation) =>
        body.RefundOf is null
            ? door.WriteAsync(
                caller,
                changes: 1,
                TransactionFactory.Reads(body),
                (book, commit) => Decide(body, book, commit),
                cancellation
            )
            : door.WriteAsync(
                caller,
                TransactionFactory.Reads(body),
                async (book, commit, c) =>
                {
                    await book.LoadRefundsAsync([body.RefundOf.Value], c);
                    return Decide(body, book, commit);
                },
                cancellation
            );

    private static Result<Answer> Decide(TransactionBody body, LockedBook book, BookCommit commit)
    {
        var created = TransactionFactory.Record(body, book, commit);
        return created.IsSuccess
            ? Answer.Created(created.Value.View, $"/api/v1/transactions/{created.Value.View.TransactionId}", created.Value.ETag)
            : created.Error!;
    }
}
