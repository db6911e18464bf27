namespace Rupaya.Features.Transactions.DeleteTransaction;

/// <param name="Success">Always true; a refusal is a problem.</param>
internal sealed record DeleteTransactionResponse(bool Success);

internal sealed class DeleteTransactionEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete(
                "/transactions/{transactionId:guid}",
                (Guid transactionId, IfMatch ifMatch, Caller caller, DeleteTransactionHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(transactionId, ifMatch, caller, cancellation).ToHttp()
            )
            .WithName("DeleteTransaction")
            .WithTags("Transactions")
            .WithSummary("Delete a transaction")
            .WithDescription("Posts the reversal; the row stays as a tombstone for sync and history. 412 stale_version with If-Match.")
            .Produces<DeleteTransactionResponse>()
            .Problems(401, 403, 404, 412, 503);
}
