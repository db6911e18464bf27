namespace Rupaya.Features.Auth.Refresh;

internal sealed record RefreshRequest(string? RefreshToken);

internal sealed class RefreshEndpoint(RefreshHandler handler) : ApiEndpoint<RefreshRequest, SessionTokens>
{
    public override void Configure()
    {
        Post("/auth/refresh");
        AllowAnonymous();
        Describe(
            "Exchange a refresh token for its successor and a new access token",
            "Each refresh token works once; the directly preceding one gets the same successor again for 10 seconds, for a lost response. "
                + "An older one ends the session: 401 token_reused. Otherwise 401 invalid_token."
        );
        LimitedAs(RatePolicy.Public);
        Refuses(Problems.InvalidToken, Problems.TokenReused);
    }

    public override Task HandleAsync(RefreshRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, ClientIp, cancellation));
}
