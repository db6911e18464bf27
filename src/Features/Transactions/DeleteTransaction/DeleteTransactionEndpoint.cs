namespace Rupaya.Features.Transactions.DeleteTransaction;

/// <param name="Success">Always true; a refusal is a problem.</param>
internal sealed record DeleteTransactionResponse(bool Success);

internal sealed class DeleteTransactionEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete(
                "/transactions/{transactionId:guid}",
                (
                    Guid transactionId,
                    [AsParameters] ForceRequest force,
                    IfMatch ifMatch,
                    Caller caller,
                    DeleteTransactionHandler handler,
                    CancellationToken cancellation
                ) => handler.HandleAsync(transactionId, ifMatch, force, caller, cancellation).ToHttp()
            )
            .WithName("DeleteTransaction")
            .WithTags("Transactions")
            .WithSummary("Delete a transaction")
            .WithDescription(
                "Posts the reversal; the row stays as a tombstone for sync and history. A transfer goes with both its legs. 409 reconciled unless "
                    + "forced with a reason, has_refunds; 412 stale_version with If-Match."
            )
            .Produces<DeleteTransactionResponse>()
            .Problems(400, 401, 403, 404, 409, 412, 503);
}
