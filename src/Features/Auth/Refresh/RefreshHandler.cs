using Npgsql;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Security;
using Rupaya.Infrastructure.Users;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Features.Auth.Refresh;

internal sealed class RefreshHandler(NpgsqlDataSource database, DerivedTokens derived, Sessions sessions, UserDoor door, TimeProvider clock)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static readonly Error Reused = new(
        ErrorKind.Unauthenticated,
        "token_reused",
        "This refresh token was used before. The session has been ended."
    );

    // One statement decides and acts under the row's lock: of two concurrent refreshes one raises the generation, the other falls into the grace.
    private const string Rotate = """
        update sessions s
           set generation = case when locked.generation = $2 then $2 + 1 else locked.generation end,
               rotated_at = case when locked.generation = $2 then $3 else locked.rotated_at end,
               last_seen_at = $3,
               revoked_at = case when locked.generation = $2 or (locked.generation = $2 + 1 and locked.rotated_at >= $4) then null else $3 end
          from (select * from sessions where session_id = $1 and revoked_at is null and expires_at > $3 for update) locked
         where s.session_id = locked.session_id
        returning s.user_id, s.generation, s.revoked_at, (select role from users u where u.user_id = s.user_id)
        """;

    public async Task<Result<Answer>> HandleAsync(RefreshRequest request, string? ip, CancellationToken cancellation)
    {
        if (derived.Verify(TokenPurpose.Refresh, request.RefreshToken) is not var (sessionId, generation))
        {
            return Error.InvalidToken;
        }
        var rotated = await RotateAsync(sessionId, generation, cancellation);
        if (rotated is null)
        {
            return Error.InvalidToken;
        }
        return rotated.IsRevoked
            ? await ReportAsync(rotated.UserId, sessionId, ip, cancellation)
            : Answer.Ok(await sessions.TokensAsync(rotated.UserId, rotated.Role, sessionId, rotated.Generation, cancellation));
    }

    private async Task<Rotation?> RotateAsync(Guid sessionId, int generation, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(Rotate);
        command.Parameters.Add(Of(sessionId));
        command.Parameters.Add(Of(generation));
        command.Parameters.Add(Of(now));
        command.Parameters.Add(Of(now - Grace));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new Rotation(reader.GetGuid(0), reader.GetInt32(1), !reader.IsDBNull(2), reader.GetString(3))
            : null;
    }

    // The session is over by now; its owner should hear that somebody has a token of theirs.
    private Task<Result<Answer>> ReportAsync(Guid userId, Guid sessionId, string? ip, CancellationToken cancellation) =>
        door.WriteAsync(
            userId,
            userId,
            (work, _) =>
            {
                work.KeepRefusal();
                work.Audit("token.reused", new { SessionId = sessionId }, new { Ip = ip });
                work.Notice(AccountNoticeKinds.TokenReused, sessionId);
                return Task.FromResult<Result<Answer>>(Reused);
            },
            cancellation
        );

    private sealed record Rotation(Guid UserId, int Generation, bool IsRevoked, string Role);
}
