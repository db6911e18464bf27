namespace Rupaya.Features.Auth.WebRefresh;

/// <param name="ExpiresIn">Seconds until the access token expires.</param>
internal sealed record WebSession(string AccessToken, int ExpiresIn, UserView User);

internal sealed class WebRefreshEndpoint(WebRefreshHandler handler) : ApiEndpoint<WebSession>
{
    public override void Configure()
    {
        Post("/auth/web/refresh");
        AllowAnonymous();
        Describe(
            "A new access token for a browser whose refresh token is in its cookie",
            "The cookie is exchanged with it. For pages of the API's own origin, and of those that the operator allows. 401 no_session, which takes the "
                + "cookie away, also after a day in which nothing was asked; 401 token_reused for a copy, which ends the session."
        );
        ForOwnPages();
        LimitedAs(RatePolicy.Public);
        Refuses(Problems.NoSession, Problems.TokenReused);
    }

    public override async Task HandleAsync(CancellationToken cancellation)
    {
        var refreshed = await handler.HandleAsync(WebCookie.Read(HttpContext.Request), ClientIp, cancellation);
        if (refreshed.Error?.Kind == ErrorKind.Unauthenticated)
        {
            HttpContext.Response.Headers.SetCookie = WebCookie.Cleared;
        }
        await ReplyAsync(Task.FromResult(refreshed));
    }
}
