using Rupaya.Domain.Transactions;
using Rupaya.Infrastructure.Ledger.Writing;

namespace Rupaya.Features.Transactions.CreateTransfer;

internal sealed class CreateTransferHandler(BookDoor door)
{
    private const int RateDecimals = 10;

    public Task<Result<Reply<TransferView>>> HandleAsync(CreateTransferRequest request, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<TransferView>(
            caller,
            changes: 2,
            BookReads.Of([request.FromAccountId, request.ToAccountId], [], []),
            (book, commit) => Decide(request, book, commit),
            cancellation
        );

    private static Result<Reply<TransferView>> Decide(CreateTransferRequest request, LockedBook book, BookCommit commit)
    {
        var (from, to) = (book.Account(request.FromAccountId!.Value), book.Account(request.ToAccountId!.Value));
        if ((from.Error ?? to.Error) is { } missing)
        {
            return missing;
        }
        var text = new TransferText(
            request.Date ?? book.Today,
            request.Description,
            request.Merchant,
            request.Tags ?? [],
            request.Status ?? "cleared"
        );
        var decided = Transfers.Decide(request.Amount!.Value, request.ToAmount, from.Value, to.Value, text, book, commit.Balances);
        if (decided.Error is { } refused)
        {
            return refused;
        }
        var (outgoing, incoming) = (commit.Record(decided.Value.Changes[0]), commit.Record(decided.Value.Changes[1]));
        var view = new TransferView(
            outgoing.TransferId!.Value,
            TransactionView.From(outgoing, book),
            TransactionView.From(incoming, book),
            decimal.Round(incoming.Amount / outgoing.Amount, RateDecimals, MidpointRounding.AwayFromZero)
        );
        return Reply.Created<TransferView>(view, $"/api/v1/transactions/{outgoing.TransactionId}");
    }
}
