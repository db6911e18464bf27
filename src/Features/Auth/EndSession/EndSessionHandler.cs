using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth.EndSession;

internal sealed class EndSessionHandler(UserDoor door)
{
    public Task<Result<Reply<EmptyResponse>>> HandleAsync(Guid sessionId, Caller caller, CancellationToken cancellation) =>
        door.WriteAsync<EmptyResponse>(caller, (work, c) => EndAsync(work, sessionId, c), cancellation);

    private static async Task<Result<Reply<EmptyResponse>>> EndAsync(UserChanges work, Guid sessionId, CancellationToken cancellation)
    {
        var alive = Command(SessionSql.Alive, Parameter(sessionId), Parameter(work.User.UserId), Parameter(work.Now));
        if (await work.ScalarAsync(alive, cancellation) is null)
        {
            return Error.NotFound("Session");
        }
        work.EndSession(sessionId);
        work.Audit("session.ended", new { SessionId = sessionId });
        return Reply.NoContent<EmptyResponse>();
    }
}
