namespace Rupaya.Features.Auth.DisableMfa;

/// <param name="Password">The current password.</param>
/// <param name="Token">Six digits from the app, or a backup code.</param>
internal sealed record DisableMfaRequest(string? Password, string? Token);

internal sealed class DisableMfaEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/auth/mfa/disable",
                (
                    DisableMfaRequest request,
                    Caller caller,
                    DisableMfaHandler handler,
                    ClientAddress address,
                    CancellationToken cancellation
                ) => handler.HandleAsync(request, caller, address.Ip, cancellation).ToHttp()
            )
            .LimitedAs(RatePolicy.Sensitive)
            .WithName("DisableMfa")
            .WithTags("Auth")
            .WithSummary("Switch two-step sign-in off")
            .WithDescription("Needs both factors; every other session ends. 403 wrong_password, 401 invalid_code, 409 mfa_not_set_up.")
            .Produces(StatusCodes.Status204NoContent)
            .Problems(400, 401, 403, 409, 423, 429, 503);
}
