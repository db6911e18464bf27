using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres.Entities;

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
        var amount = request.Amount!.Value;
        if (Check(request, from.Value, to.Value) is { } refused)
        {
            return refused;
        }
        var toAmount = request.ToAmount ?? amount;
        var legs = new TransferLegs(
            request.Date ?? book.Today,
            request.Description,
            request.Merchant,
            request.Tags ?? [],
            request.Status ?? "cleared"
        );
        if (commit.CheckOverdraft(null, legs.Outgoing(from.Value, amount, book)) is { } overdrawn)
        {
            return overdrawn;
        }
        var (outgoing, incoming) = legs.Record(from.Value, to.Value, amount, toAmount, book, commit);
        var view = new TransferView(
            outgoing.TransferId!.Value,
            TransactionView.From(outgoing, from.Value.Name, null),
            TransactionView.From(incoming, to.Value.Name, null),
            decimal.Round(toAmount / amount, RateDecimals, MidpointRounding.AwayFromZero)
        );
        return Reply.Created<TransferView>(view, $"/api/v1/transactions/{outgoing.TransactionId}");
    }

    private static Error? Check(CreateTransferRequest request, Account from, Account to)
    {
        if (from.AccountId == to.AccountId)
        {
            return TransactionErrors.SameAccount;
        }
        if (from.IsArchived || to.IsArchived)
        {
            return TransactionErrors.Archived;
        }
        if (from.Currency != to.Currency && request.ToAmount is null)
        {
            return Error.Field("toAmount", $"Is required: {from.Currency} leaves and {to.Currency} arrives.");
        }
        if (from.Currency == to.Currency && request.ToAmount is not null && request.ToAmount != request.Amount)
        {
            return Error.Field("toAmount", "Within one currency what leaves is what arrives.");
        }
        return Currency.Of(from.Currency).Check(request.Amount!.Value)
            ?? Currency.Of(to.Currency).Check(request.ToAmount ?? request.Amount.Value, "toAmount");
    }
}
