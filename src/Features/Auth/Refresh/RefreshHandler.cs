using Npgsql;
using Rupaya.Domain.Users;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Auth.Refresh;

internal sealed class RefreshHandler(NpgsqlDataSource database, DerivedTokens derived, Sessions sessions, UserDoor door, TimeProvider clock)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static readonly Error Reused = Problems.TokenReused.Error;

    // One statement decides and acts under the row's lock: of two concurrent refreshes one raises the generation, the other falls into the grace.
    private static readonly string Rotate = $"""
        update sessions s
           set generation = $2 + 1, rotated_at = case when locked.generation = $2 then $3 else locked.rotated_at end, last_seen_at = $3
          from (select * from sessions s where s.session_id = $1 and {SessionSql.Open("$3")} for update) locked
          join users u on u.user_id = locked.user_id
         where s.session_id = locked.session_id
           and (locked.generation = $2 or (locked.generation = $2 + 1 and locked.rotated_at >= $4))
        returning s.user_id, s.generation, u.role, u.default_book_id
        """;

    private static readonly string Alive = $"select s.user_id from sessions s where s.session_id = $1 and {SessionSql.Open("$2")}";

    public async Task<Result<Reply<SessionTokens>>> HandleAsync(RefreshRequest request, string? ip, CancellationToken cancellation)
    {
        if (derived.Verify(TokenPurpose.Refresh, request.RefreshToken) is not var (sessionId, generation))
        {
            return Error.InvalidToken;
        }
        if (await RotateAsync(sessionId, generation, cancellation) is { } rotated)
        {
            return Reply.Ok<SessionTokens>(
                await sessions.TokensAsync(rotated.UserId, rotated.Role, rotated.BookId, sessionId, rotated.Generation, cancellation)
            );
        }
        return await OwnerAsync(sessionId, cancellation) is { } userId ? await EndAsync(userId, sessionId, ip) : Error.InvalidToken;
    }

    private async Task<Rotation?> RotateAsync(Guid sessionId, int generation, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(Rotate);
        command.Parameters.Add(Parameter(sessionId));
        command.Parameters.Add(Parameter(generation));
        command.Parameters.Add(Parameter(now));
        command.Parameters.Add(Parameter(now - Grace));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new Rotation(reader.GetGuid(0), reader.GetInt32(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetGuid(3))
            : null;
    }

    private async Task<Guid?> OwnerAsync(Guid sessionId, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Alive);
        command.Parameters.Add(Parameter(sessionId));
        command.Parameters.Add(Parameter(clock.GetUtcNow()));
        return await command.ExecuteScalarAsync(cancellation) as Guid?;
    }

    // An old token of a live session: somebody has a copy. The end, its audit row and the owner's mail are one commit.
    private async Task<Result<Reply<SessionTokens>>> EndAsync(Guid userId, Guid sessionId, string? ip)
    {
        var ended = await door.WriteAsync<SessionTokens>(
            userId,
            userId,
            (work, _) =>
            {
                work.KeepRefusal();
                work.EndSession(sessionId);
                work.Audit("token.reused", new { SessionId = sessionId }, new { Ip = ip });
                work.Notice(AccountNoticeKinds.TokenReused, sessionId);
                return Task.FromResult<Result<Reply<SessionTokens>>>(Reused);
            },
            CancellationToken.None
        );
        if (ended.Error?.Kind == ErrorKind.Unavailable)
        {
            // Somebody holds the user's row for long. The session ends all the same; only the record of why is lost.
            await using var command = database.CreateCommand(
                "update sessions set revoked_at = $2 where session_id = $1 and revoked_at is null"
            );
            command.Parameters.Add(Parameter(sessionId));
            command.Parameters.Add(Parameter(clock.GetUtcNow()));
            await command.ExecuteNonQueryAsync(CancellationToken.None);
            return Reused;
        }
        return ended;
    }

    private sealed record Rotation(Guid UserId, int Generation, string Role, Guid? BookId);
}
