namespace Rupaya.Features.Auth.EndSessions;

/// <param name="Except">current keeps the session that asks.</param>
/// <param name="Tokens">True ends tokens for programs as well.</param>
internal sealed record EndSessionsRequest(string? Except, bool? Tokens);

internal sealed class EndSessionsEndpoint(EndSessionsHandler handler) : ApiEndpoint<EndSessionsRequest, EmptyResponse>
{
    public override void Configure()
    {
        Delete("/auth/sessions");
        Describe("Sign out everywhere", "Ends every session of the caller, with except=current all others; their tokens are dead at once.");
        SessionOnly();
        LimitedAs(RatePolicy.Sensitive);
    }

    public override Task HandleAsync(EndSessionsRequest request, CancellationToken cancellation) =>
        ReplyAsync(handler.HandleAsync(request, Caller, ClientIp, cancellation));
}
