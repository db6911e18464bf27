namespace Rupaya.Features.Accounts.GetAccount;

internal sealed class GetAccountEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/accounts/{accountId:guid}",
                (Guid accountId, QueryDate? asOf, Caller caller, GetAccountHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(accountId, asOf?.Day, caller, cancellation).ToHttp()
            )
            .WithName("GetAccount")
            .WithTags("Accounts")
            .WithSummary("One account")
            .WithDescription("With asOf (YYYY-MM-DD) the balance at the end of that day, from the journal. Answers an ETag.")
            .Produces<AccountView>()
            .Problems(400, 401, 404, 503);
}
