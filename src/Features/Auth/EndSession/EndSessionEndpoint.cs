namespace Rupaya.Features.Auth.EndSession;

internal sealed class EndSessionEndpoint(EndSessionHandler handler) : ApiEndpoint<EmptyResponse>
{
    public override void Configure()
    {
        Delete("/auth/sessions/{sessionId:guid}");
        SessionOnly();
        Describe("End one of the caller's sessions", "Its tokens are dead at once. Ending the current one signs out.");
    }

    public override Task HandleAsync(CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(Id("sessionId"), Caller, cancellation));
}
