namespace Rupaya.Features.Transactions.UpdateTransaction;

/// <summary>What to change: a field that is omitted stays, null clears it where it can be empty.</summary>
/// <param name="Amount">As for creation.</param>
/// <param name="Date">Civil date of the book.</param>
internal sealed record UpdateTransactionRequest(
    Given<Guid?> AccountId,
    Given<decimal?> Amount,
    Given<string?> Type,
    Given<Guid?> CategoryId,
    Given<string?> Description,
    Given<string?> Merchant,
    Given<DateOnly?> Date,
    Given<string[]?> Tags,
    Given<string?> Status
);

internal sealed class UpdateTransactionEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut(
                "/transactions/{transactionId:guid}",
                (
                    Guid transactionId,
                    UpdateTransactionRequest request,
                    IfMatch ifMatch,
                    Caller caller,
                    UpdateTransactionHandler handler,
                    CancellationToken cancellation
                ) => handler.HandleAsync(transactionId, request, ifMatch, caller, cancellation).ToHttp()
            )
            .WithName("UpdateTransaction")
            .WithTags("Transactions")
            .WithSummary("Change a transaction")
            .WithDescription(
                "Posts the reversal of what it was and the new posting. If-Match makes it conditional: 412 stale_version. An edit whose net "
                    + "effect on an account is negative respects its overdraft limit."
            )
            .Produces<TransactionView>()
            .Problems(400, 401, 403, 404, 409, 412, 503);
}
