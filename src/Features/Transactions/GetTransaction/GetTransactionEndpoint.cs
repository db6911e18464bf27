namespace Rupaya.Features.Transactions.GetTransaction;

internal sealed class GetTransactionEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/transactions/{transactionId:guid}",
                (
                    Guid transactionId,
                    Conditional conditional,
                    Caller caller,
                    GetTransactionHandler handler,
                    CancellationToken cancellation
                ) => handler.HandleAsync(transactionId, conditional, caller, cancellation).ToHttp()
            )
            .WithName("GetTransaction")
            .WithTags("Transactions")
            .WithSummary("One transaction")
            .WithDescription("Answers an ETag; with a matching If-None-Match 304.")
            .Produces<TransactionView>()
            .Problems(401, 404, 503);
}
