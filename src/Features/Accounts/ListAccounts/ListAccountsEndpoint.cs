namespace Rupaya.Features.Accounts.ListAccounts;

internal sealed class ListAccountsEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/accounts",
                (Caller caller, ListAccountsHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(caller, cancellation).ToHttp()
            )
            .WithName("ListAccounts")
            .WithTags("Accounts")
            .WithSummary("All accounts, oldest first")
            .Produces<IReadOnlyList<AccountView>>()
            .Problems(401, 404, 503);
}
