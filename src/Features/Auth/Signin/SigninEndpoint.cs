namespace Rupaya.Features.Auth.Signin;

/// <summary>Who signs in, from which device.</summary>
internal sealed record SigninRequest(string? Email, string? Password, string? DeviceId, string? DeviceName);

internal sealed class SigninEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/auth/signin",
                (SigninRequest request, SigninHandler handler, HttpContext http, CancellationToken cancellation) =>
                    handler.HandleAsync(request, http.Connection.RemoteIpAddress?.ToString(), cancellation).ToHttp()
            )
            .AllowAnonymous()
            .WithName("Signin")
            .WithTags("Auth")
            .WithSummary("Open a session")
            .WithDescription("401 invalid_credentials, the same for a wrong password and an unknown e-mail.")
            .Produces<SignedIn>()
            .Problems(400, 401, 503);
}
