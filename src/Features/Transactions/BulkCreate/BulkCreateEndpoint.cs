namespace Rupaya.Features.Transactions.BulkCreate;

/// <summary>Up to 1 000 bodies of creations, taken in order.</summary>
/// <param name="Atomic">True writes all or none; false when omitted.</param>
internal sealed record BulkCreateRequest(IReadOnlyList<LenientItem<BulkItem>>? Items, [property: QueryParam, JsonIgnore] bool? Atomic);

/// <summary>One of the transactions to record, as for POST /transactions.</summary>
/// <param name="Amount">Above 0, at most 999 999 999, in major units of the account's currency and no finer than its minor unit.</param>
/// <param name="Type"><c>income</c> or <c>expense</c>; may be omitted where there is a <paramref name="Flow"/>.</param>
/// <param name="Flow">
/// <c>income</c>, <c>expense</c>, or <c>refund</c> for money that came back without a known original: it lowers expenses and the (expense) category.
/// </param>
/// <param name="Currency">Must be the account's; the account's when omitted.</param>
/// <param name="CategoryId">Omitted where there are splits; a refund takes the category of what was paid.</param>
/// <param name="Date">Civil date of the book; today in its zone when omitted.</param>
/// <param name="Status"><c>cleared</c> (default) or <c>pending</c>.</param>
/// <param name="Splits">The parts, when it belongs to several categories; together exactly the amount.</param>
/// <param name="RefundOf">The expense that this income gives back, in part or whole: it lowers expenses and is no income.</param>
internal sealed record BulkItem(
    Guid? AccountId,
    decimal? Amount,
    string? Type,
    string? Flow,
    string? Currency,
    Guid? CategoryId,
    string? Description,
    string? Merchant,
    DateOnly? Date,
    string[]? Tags,
    string? Status,
    SplitPart[]? Splits,
    Guid? RefundOf
) : INewTransaction;

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
