namespace Rupaya.Features.Accounts.UpdateAccount;

/// <summary>What to change: a field that is omitted stays.</summary>
/// <param name="OverdraftLimit">How far below zero new expenses may take the balance, in major units.</param>
/// <param name="IsArchived">True keeps its history and takes nothing new.</param>
internal sealed record UpdateAccountRequest(Given<string?> Name, Given<decimal?> OverdraftLimit, Given<bool?> IsArchived);

internal sealed class UpdateAccountEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut(
                "/accounts/{accountId:guid}",
                (
                    Guid accountId,
                    UpdateAccountRequest request,
                    IfMatch ifMatch,
                    Caller caller,
                    UpdateAccountHandler handler,
                    CancellationToken cancellation
                ) => handler.HandleAsync(accountId, request, ifMatch, caller, cancellation).ToHttp()
            )
            .WithName("UpdateAccount")
            .WithTags("Accounts")
            .WithSummary("Rename, limit or archive an account")
            .WithDescription("If-Match makes it conditional: 412 stale_version with the current version. 400 currency_precision.")
            .Produces<AccountView>()
            .Problems(400, 401, 403, 404, 412, 503);
}
