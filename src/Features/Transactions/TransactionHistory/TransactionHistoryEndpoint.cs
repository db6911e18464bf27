namespace Rupaya.Features.Transactions.TransactionHistory;

/// <summary>One change of a transaction.</summary>
/// <param name="Seq">The change's number in the book; the version that the transaction had after it.</param>
/// <param name="By">The user who made it.</param>
/// <param name="Op">create, update or delete.</param>
/// <param name="Before">What it was before; null for its creation. What it was after is the next change's before, or what it is now.</param>
/// <param name="Reason">Why somebody changed it although it was reconciled.</param>
internal sealed record HistoryEntry(long Seq, DateTimeOffset At, Guid By, string Op, TransactionState? Before, string? Reason);

internal sealed class TransactionHistoryEndpoint(TransactionHistoryHandler handler) : ApiEndpoint<IEnumerable<HistoryEntry>>
{
    public override void Configure()
    {
        Get("/transactions/{transactionId:guid}/history");
        Describe("Every change of a transaction, oldest first", "Also of one that is deleted.");
        InBook();
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("transactionId"), Caller, cancellation));
}
