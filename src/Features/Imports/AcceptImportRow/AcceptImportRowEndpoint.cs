using Rupaya.Features.Transactions;

namespace Rupaya.Features.Imports.AcceptImportRow;

internal sealed class AcceptImportRowEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/imports/{importId:guid}/rows/{line:int}/accept",
                (Guid importId, int line, Caller caller, AcceptImportRowHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(importId, line, caller, cancellation).ToHttp()
            )
            .WithName("AcceptImportRow")
            .WithTags("Imports")
            .WithSummary("Take a row of a statement that was held a duplicate, or whose transaction was deleted")
            .WithDescription(
                "It becomes a transaction as it stands in the file. 409 already_imported where its transaction is there, row_rejected for one that "
                    + "could not be read, row_of_export for one of the product's own export, account_archived or account_deleted."
            )
            .Idempotent()
            .Produces<TransactionView>(StatusCodes.Status201Created)
            .Problems(401, 403, 404, 409, 422, 503);
}
