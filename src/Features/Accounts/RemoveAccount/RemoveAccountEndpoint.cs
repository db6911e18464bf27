namespace Rupaya.Features.Accounts.RemoveAccount;

internal sealed class RemoveAccountEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete(
                "/accounts/{accountId:guid}",
                (Guid accountId, IfMatch ifMatch, Caller caller, RemoveAccountHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(accountId, ifMatch, caller, cancellation).ToHttp()
            )
            .WithName("RemoveAccount")
            .WithTags("Accounts")
            .WithSummary("Delete an account without transactions")
            .WithDescription("Its opening balance is reversed. 409 account_in_use while a transaction is on it: archive it instead.")
            .Produces(StatusCodes.Status204NoContent)
            .Problems(401, 403, 404, 409, 412, 503);
}
