namespace Rupaya.Features.Transactions.BulkCreate;

/// <summary>Up to 1 000 bodies of creations, taken in order.</summary>
internal sealed record BulkCreateRequest(IReadOnlyList<Loose<TransactionBody>>? Items);

/// <param name="Index">Of the item, from 0.</param>
/// <param name="Status">201, or the status of its problem; 424 <c>bulk_aborted</c> for a good item that an atomic bulk did not write.</param>
internal sealed record BulkOutcome(int Index, int Status, TransactionView? Transaction, IReadOnlyDictionary<string, object?>? Problem);

internal sealed class BulkCreateEndpoint : IEndpoint
{
    // A thousand items with the longest texts, tags and a few parts.
    private const long MaxBody = 16_000_000;

    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/transactions/bulk",
                (BulkCreateRequest request, bool? atomic, Caller caller, BulkCreateHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(request, atomic ?? false, caller, cancellation).ToHttp()
            )
            .WithName("BulkCreate")
            .WithTags("Transactions")
            .WithSummary("Record up to 1 000 transactions in one commit")
            .WithDescription(
                "items are bodies of POST /transactions. Those that are valid commit together, in order; each of the others carries its problem. With "
                    + "atomic=true all are written or none."
            )
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MaxBody))
            .Idempotent()
            .Produces<IReadOnlyList<BulkOutcome>>()
            .Problems(400, 401, 403, 404, 422, 503);
}
