using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth.EndSessions;

internal sealed class EndSessionsHandler(UserDoor door)
{
    private const string End =
        "update sessions set revoked_at = $2 where user_id = $1 and revoked_at is null and session_id is distinct from $3 "
        + "and (kind = 'interactive' or $4)";

    public Task<Result<Reply<EmptyResponse>>> HandleAsync(
        EndSessionsRequest request,
        Caller caller,
        string? ip,
        CancellationToken cancellation
    ) =>
        door.WriteAsync<EmptyResponse>(
            caller,
            work =>
            {
                var (kept, tokens) = (request.Except is null ? (Guid?)null : caller.SessionId, request.Tokens == true);
                work.Add(Command(End, Parameter(work.User.UserId), Parameter(work.Now), Parameter(kept), Parameter(tokens)));
                work.Audit("sessions.ended", new { Except = kept, Tokens = tokens }, new { Ip = ip });
                return Reply.NoContent<EmptyResponse>();
            },
            cancellation
        );
}
