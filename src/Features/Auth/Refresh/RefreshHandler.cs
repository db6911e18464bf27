using Npgsql;
using Rupaya.Infrastructure.Security;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Features.Auth.Refresh;

internal sealed class RefreshHandler(NpgsqlDataSource database, RefreshTokens tokens, Sessions sessions, TimeProvider clock)
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
        returning s.user_id, s.generation, s.revoked_at
        """;

    public async Task<Result<Answer>> HandleAsync(RefreshRequest request, CancellationToken cancellation)
    {
        if (tokens.Verify(request.RefreshToken!) is not var (sessionId, generation))
        {
            return Error.InvalidToken;
        }
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(Rotate);
        command.Parameters.Add(Of(sessionId));
        command.Parameters.Add(Of(generation));
        command.Parameters.Add(Of(now));
        command.Parameters.Add(Of(now - Grace));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return Error.InvalidToken;
        }
        return reader.IsDBNull(2) ? Answer.Ok(sessions.Tokens(reader.GetGuid(0), sessionId, reader.GetInt32(1))) : Reused;
    }
}
