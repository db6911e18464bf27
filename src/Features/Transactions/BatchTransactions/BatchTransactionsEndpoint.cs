namespace Rupaya.Features.Transactions.BatchTransactions;

/// <summary>Up to 500 creations, changes and deletions, taken in order.</summary>
/// <param name="Atomic">True writes all or none; false when omitted.</param>
internal sealed record BatchTransactionsRequest(
    IReadOnlyList<LenientItem<BatchOperation>>? Operations,
    [property: QueryParam, JsonIgnore] bool? Atomic
);

/// <summary>One of the operations.</summary>
/// <param name="Op"><c>create</c>, <c>update</c> or <c>delete</c>.</param>
/// <param name="Id">Of what is changed or deleted.</param>
/// <param name="IfMatch">Its ETag, or the version alone: another one that is current is refused with 412.</param>
/// <param name="Body">As for POST or PUT of a transaction; of a deletion only force and reason.</param>
internal sealed record BatchOperation(string? Op, Guid? Id, string? IfMatch, BatchBody? Body);

/// <summary>What is to be recorded, or to change. Of a change, what is omitted stays and null clears what can be empty.</summary>
/// <param name="Amount">Above 0, at most 999 999 999, in major units of the account's currency and no finer than its minor unit.</param>
/// <param name="Date">Civil date of the book.</param>
/// <param name="Splits">The parts, when it belongs to several categories; together exactly the amount.</param>
/// <param name="Currency">Of a creation: must be the account's.</param>
/// <param name="RefundOf">Of a creation: the expense that it gives back.</param>
/// <param name="Force">True changes or deletes what is reconciled; needs a reason.</param>
/// <param name="Reason">Kept in the history.</param>
internal sealed record BatchBody(
    Optional<Guid?> AccountId,
    Optional<decimal?> Amount,
    Optional<string?> Type,
    Optional<string?> Flow,
    Optional<Guid?> CategoryId,
    Optional<SplitPart[]?> Splits,
    Optional<string?> Description,
    Optional<string?> Merchant,
    Optional<DateOnly?> Date,
    Optional<string[]?> Tags,
    Optional<string?> Status,
    string? Currency = null,
    Guid? RefundOf = null,
    bool? Force = null,
    string? Reason = null
) : ITransactionEdit, INewTransaction
{
    Guid? INewTransaction.AccountId => AccountId.Value;
    decimal? INewTransaction.Amount => Amount.Value;
    string? INewTransaction.Type => Type.Value;
    string? INewTransaction.Flow => Flow.Value;
    Guid? INewTransaction.CategoryId => CategoryId.Value;
    SplitPart[]? INewTransaction.Splits => Splits.Value;
    string? INewTransaction.Description => Description.Value;
    string? INewTransaction.Merchant => Merchant.Value;
    DateOnly? INewTransaction.Date => Date.Value;
    string[]? INewTransaction.Tags => Tags.Value;
    string? INewTransaction.Status => Status.Value;
}

/// <param name="Index">Of the operation, from 0.</param>
/// <param name="Status">201, 200 or 204, or the status of its problem; 424 <c>bulk_aborted</c> for a good one that an atomic batch did not write.</param>
/// <param name="Transaction">As it is now; null for what was deleted or refused.</param>
internal sealed record BatchOutcome(int Index, int Status, TransactionView? Transaction, IReadOnlyDictionary<string, object?>? Problem);

internal sealed class BatchTransactionsEndpoint(BatchTransactionsHandler handler)
    : ApiEndpoint<BatchTransactionsRequest, IEnumerable<BatchOutcome>>
{
    // Five hundred operations with the longest texts, tags and a few parts.
    private const long MaxBody = 8_000_000;

    public override void Configure()
    {
        Post("/transactions/batch");
        Describe(
            "Record, change and delete up to 500 transactions in one commit",
            "Operations are taken in order, and each sees what those before it did. Those that are valid commit together; each of the others carries "
                + "its problem. With atomic=true all are written or none."
        );
        TakesUpTo(MaxBody);
        Idempotent();
        InBook();
    }

    public override Task HandleAsync(BatchTransactionsRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
