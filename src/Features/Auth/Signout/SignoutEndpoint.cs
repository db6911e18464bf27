namespace Rupaya.Features.Auth.Signout;

internal sealed class SignoutEndpoint(SignoutHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Post("/auth/signout", "/auth/logout");
        SessionOnly();
        Describe("End this session", "Access and refresh token are dead at once. POST /auth/logout is the same.");
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
