namespace Rupaya.Features.Auth.Signin;

/// <summary>Who signs in, from which device.</summary>
internal sealed record SigninRequest(string? Email, string? Password, string? DeviceId, string? DeviceName);

internal sealed class SigninEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/auth/signin",
                (SigninRequest request, SigninHandler handler, ClientAddress address, CancellationToken cancellation) =>
                    handler.HandleAsync(request, address.Ip, cancellation).ToHttp()
            )
            .AllowAnonymous()
            .LimitedAs(RatePolicy.Auth)
            .WithName("Signin")
            .WithTags("Auth")
            .WithSummary("Open a session")
            .WithDescription(
                "Answers {mfaRequired: true, mfaToken} instead where two-step sign-in is on. 401 invalid_credentials, the same for a wrong password "
                    + "and an unknown e-mail; after five of them 423 account_locked with Retry-After; 403 account_banned. Cancels a requested erasure."
            )
            .Produces<SignedIn>()
            .Problems(400, 401, 403, 423, 429, 503);
}
