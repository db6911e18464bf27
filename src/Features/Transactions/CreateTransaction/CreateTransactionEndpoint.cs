namespace Rupaya.Features.Transactions.CreateTransaction;

internal sealed class CreateTransactionEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/transactions",
                (TransactionBody body, Caller caller, CreateTransactionHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(body, caller, cancellation).ToHttp()
            )
            .WithName("CreateTransaction")
            .WithTags("Transactions")
            .WithSummary("Record income, an expense or a refund")
            .WithDescription(
                "400 insufficient_balance, currency_mismatch, currency_precision, splits_do_not_sum, category_kind, refund_exceeds; 404 for an "
                    + "unknown account, category or original; 409 account_archived. Send an Idempotency-Key to make a retry safe."
            )
            .Idempotent()
            .Produces<TransactionView>(StatusCodes.Status201Created)
            .Problems(400, 401, 403, 404, 409, 422, 503);
}
