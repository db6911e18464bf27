using Microsoft.AspNetCore.Mvc;

namespace Rupaya.Features.User.DeleteAccount;

/// <param name="Password">The current password.</param>
internal sealed record DeleteAccountRequest(string? Password);

/// <param name="EraseAt">UTC; signing in before cancels.</param>
internal sealed record EraseScheduled(DateTimeOffset EraseAt);

internal sealed class DeleteAccountEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapDelete(
                "/user/account",
                (
                    [FromBody] DeleteAccountRequest request,
                    Caller caller,
                    DeleteAccountHandler handler,
                    ClientAddress address,
                    CancellationToken cancellation
                ) => handler.HandleAsync(request, caller, address.Ip, cancellation).ToHttp()
            )
            .LimitedAs(RatePolicy.Sensitive)
            .WithName("DeleteAccount")
            .WithTags("User")
            .WithSummary("Ask to be forgotten")
            .WithDescription(
                "All tokens are dead at once. After fourteen days the account is erased: books without another member go whole, in shared books what was "
                    + "written stays under a pseudonym and ownership passes on. Signing in before cancels. 403 wrong_password, 423 account_locked."
            )
            .Produces<EraseScheduled>(StatusCodes.Status202Accepted)
            .Problems(400, 401, 403, 423, 429, 503);
}
