using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Transactions.CreateTransaction;

internal sealed class CreateTransactionHandler(BookDoor door)
{
    public Task<Result<Reply<TransactionView>>> HandleAsync(
        CreateTransactionRequest request,
        Caller caller,
        CancellationToken cancellation
    ) =>
        request.RefundOf is null
            ? door.WriteAsync<TransactionView>(
                caller,
                changes: 1,
                TransactionFactory.Reads(request),
                (book, commit) => Decide(request, book, commit),
                cancellation
            )
            : door.WriteAsync<TransactionView>(
                caller,
                TransactionFactory.Reads(request),
                async (book, commit, c) =>
                {
                    await book.LoadRefundsAsync([request.RefundOf.Value], c);
                    return Decide(request, book, commit);
                },
                cancellation
            );

    private static Result<Reply<TransactionView>> Decide(CreateTransactionRequest request, LockedBook book, BookCommit commit)
    {
        var created = TransactionFactory.Record(request, book, commit);
        return created.IsSuccess
            ? Reply.Created<TransactionView>(
                created.Value.View,
                $"/api/v1/transactions/{created.Value.View.TransactionId}",
                created.Value.ETag
            )
            : created.Error!;
    }
}
