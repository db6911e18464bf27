namespace Rupaya.Features.Transactions.BulkCreate;

/// <summary>Up to 1 000 bodies of creations, taken in order.</summary>
/// <param name="Atomic">True writes all or none; false when omitted.</param>
internal sealed record BulkCreateRequest(
    IReadOnlyList<LenientItem<TransactionBody>>? Items,
    [property: QueryParam, JsonIgnore] bool? Atomic
);

/// <param name="Index">Of the item, from 0.</param>
/// <param name="Status">201, or the status of its problem; 424 <c>bulk_aborted</c> for a good item that an atomic bulk did not write.</param>
internal sealed record BulkOutcome(int Index, int Status, TransactionView? Transaction, IReadOnlyDictionary<string, object?>? Problem);

internal sealed class BulkCreateEndpoint(BulkCreateHandler handler) : ApiEndpoint<BulkCreateRequest, IEnumerable<BulkOutcome>>
{
    // A thousand items with the longest texts, tags and a few parts.
    private const long MaxBody = 16_000_000;

    public override void Configure()
    {
        Post("/transactions/bulk");
        Describe(
            "Record up to 1 000 transactions in one commit",
            "items are bodies of POST /transactions. Those that are valid commit together, in order; each of the others carries its problem. With "
                + "atomic=true all are written or none."
        );
        TakesUpTo(MaxBody);
        Idempotent();
        InBook();
    }

    public override Task HandleAsync(BulkCreateRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, cancellation));
}
