namespace Rupaya.Features.Auth.ListSessions;

/// <param name="DeviceId">As the client called itself.</param>
/// <param name="Ip">Where it signed in from.</param>
/// <param name="LastSeenAt">UTC; moved by each refresh.</param>
/// <param name="Current">True for the session that asks.</param>
internal sealed record SessionView(
    Guid SessionId,
    string DeviceId,
    string? DeviceName,
    string? Ip,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastSeenAt,
    bool Current
);

internal sealed class ListSessionsEndpoint(ListSessionsHandler handler) : ApiEndpoint<IEnumerable<SessionView>>
{
    public override void Configure()
    {
        Get("/auth/sessions");
        SessionOnly();
        Describe("The caller's live sessions, newest first");
    }

    public override Task HandleAsync(CancellationToken cancellation) => ReplyAsync(handler.HandleAsync(Caller, cancellation));
}
