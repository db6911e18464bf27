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

internal sealed class ListSessionsEndpoint : IEndpoint
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/auth/sessions",
                (Caller caller, ListSessionsHandler handler, CancellationToken cancellation) =>
                    handler.HandleAsync(caller, cancellation).ToHttp()
            )
            .WithName("ListSessions")
            .WithTags("Auth")
            .WithSummary("The caller's live sessions, newest first")
            .Produces<SessionView[]>()
            .Problems(401, 429, 503);
}
