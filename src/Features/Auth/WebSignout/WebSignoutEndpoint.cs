namespace Rupaya.Features.Auth.WebSignout;

internal sealed class WebSignoutEndpoint(WebSignoutHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Post("/auth/web/signout");
        AllowAnonymous();
        Describe(
            "End the session of a browser whose refresh token is in its cookie",
            "Its tokens are dead at once and the cookie is taken away; 204 also where there is no session any more."
        );
        ForOwnPages();
        LimitedAs(RatePolicy.Public);
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(WebCookie.Read(HttpContext.Request), cancellation));
}
