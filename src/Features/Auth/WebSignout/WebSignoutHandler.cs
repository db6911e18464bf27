using Npgsql;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth.WebSignout;

internal sealed class WebSignoutHandler(NpgsqlDataSource database, DerivedTokens derived, UserDoor door, TimeProvider clock)
{
    private static readonly string Find = $"select s.user_id from sessions s where s.session_id = $1 and s.web and {SessionSql.Open("$2")}";

    public async Task<Result<Reply<EmptyResponse>>> HandleAsync(string? token, CancellationToken cancellation)
    {
        var over = Reply.NoContent<EmptyResponse>().WithCookie(WebCookie.Cleared);
        if (
            derived.Verify(TokenPurpose.Refresh, token) is not var (sessionId, _)
            || await OwnerAsync(sessionId, cancellation) is not { } userId
        )
        {
            return over;
        }
        return await door.WriteAsync<EmptyResponse>(
            userId,
            userId,
            (work, _) =>
            {
                work.EndSession(sessionId);
                work.Audit("signed_out", new { SessionId = sessionId });
                return Task.FromResult<Result<Reply<EmptyResponse>>>(over);
            },
            cancellation
        );
    }

    private async Task<Guid?> OwnerAsync(Guid sessionId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ScalarAsync(Command(Find, Parameter(sessionId), Parameter(clock.GetUtcNow())), cancellation) as Guid?;
    }
}
