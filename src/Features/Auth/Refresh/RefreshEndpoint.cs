namespace Rupaya.Features.Auth.Refresh;

/// <param name="RefreshToken">Of a session that is not a browser's cookie.</param>
/// <param name="AttemptId">16 to 64 characters, random; kept by the client before it asks and sent again with the same token until it has the answer.</param>
internal sealed record RefreshRequest(string? RefreshToken, string? AttemptId);

internal sealed class RefreshEndpoint(RefreshHandler handler) : ApiEndpoint<RefreshRequest, SessionTokens>
{
    public override void Configure()
    {
        Post("/auth/refresh");
        AllowAnonymous();
        Describe(
            "Exchange a refresh token for its successor and a new access token",
            "Each refresh token works once. For a lost response the directly preceding one gets the same successor again: with the same attemptId for 24 "
                + "hours, without one for 30 seconds. An older one, and another attempt, end the session: 401 token_reused. Otherwise 401 invalid_token."
        );
        LimitedAs(RatePolicy.Public);
        Refuses(Problems.InvalidToken, Problems.TokenReused);
    }

    public override Task HandleAsync(RefreshRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, ClientIp, cancellation));
}
