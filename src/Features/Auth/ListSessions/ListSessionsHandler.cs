using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Features.Auth.ListSessions;

internal sealed class ListSessionsHandler(RupayaDbContext context, TimeProvider clock)
{
    public async Task<Result<Reply<IEnumerable<SessionView>>>> HandleAsync(Caller caller, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var sessions = await context
            .Sessions.Where(s => s.UserId == caller.UserId && s.Kind == "interactive" && s.RevokedAt == null && s.ExpiresAt > now)
            .OrderByDescending(s => s.SessionId)
            .Select(s => new SessionView(
                s.SessionId,
                s.DeviceId,
                s.DeviceName,
                s.Ip,
                s.CreatedAt,
                s.LastSeenAt,
                s.SessionId == caller.SessionId
            ))
            .ToListAsync(cancellation);
        // The caller's own session is one of them, or it is over.
        return sessions.Exists(s => s.Current) ? Reply.Ok<IEnumerable<SessionView>>(sessions) : Error.InvalidToken;
    }
}
