using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Base;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// Exchanges refresh tokens. Each is good once; whose answer was lost gets the same successor again, by the id of the attempt or within the grace. An
/// older one is a copy: the session ends, and its owner is told.
/// </summary>
public sealed class SessionRotation
{
    // For so long an attempt is known again, while nothing newer exists: a phone may be in a tunnel.
    private static readonly TimeSpan AttemptKept = TimeSpan.FromHours(24);

    private static readonly Error Reused = Problems.TokenReused.Error;

    // A browser's session that nobody used is over; a token from a cookie is good for the route of cookies alone, and the others nowhere but there.
    private static readonly string Refreshable =
        $"s.session_id = $1 and {SessionSql.Open("$2")} and s.web = $3 and (not s.web or s.last_seen_at > $4)";

    // One statement decides and acts under the row's lock: of two concurrent refreshes one raises the generation, the other falls into the grace.
    private static readonly string Rotate = $"""
        update sessions s
           set generation = $5 + 1, last_seen_at = $2,
               rotated_at = case when locked.generation = $5 then $2 else locked.rotated_at end,
               rotated_by = case when locked.generation = $5 then $6 else locked.rotated_by end
          from (select * from sessions s where {Refreshable} for update) locked
          join users u on u.user_id = locked.user_id
         where s.session_id = locked.session_id
           and (locked.generation = $5
                or (locked.generation = $5 + 1
                    and case when $6 is null or locked.rotated_by is null then locked.rotated_at >= $7
                             else locked.rotated_by = $6 and locked.rotated_at >= $8 end))
        returning s.user_id, s.generation, s.expires_at, u.role, u.default_book_id
        """;

    private static readonly string Alive = $"select s.user_id from sessions s where {Refreshable}";

    private readonly NpgsqlDataSource _database;
    private readonly DerivedTokens _derived;
    private readonly Sessions _sessions;
    private readonly UserDoor _door;
    private readonly SecurityOptions _options;
    private readonly TimeProvider _clock;

    internal SessionRotation(
        NpgsqlDataSource database,
        DerivedTokens derived,
        Sessions sessions,
        UserDoor door,
        IOptions<SecurityOptions> options,
        TimeProvider clock
    )
    {
        _database = database;
        _derived = derived;
        _sessions = sessions;
        _door = door;
        _options = options.Value;
        _clock = clock;
    }

    /// <param name="token">The refresh token.</param>
    /// <param name="attemptId">What the client calls this attempt, however often it makes it; null where it does not.</param>
    /// <param name="web">Whether the token came in a cookie.</param>
    /// <param name="ip">Who asks, for the audit log.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The next tokens; 401 <c>invalid_token</c>, <c>token_reused</c>.</returns>
    public async Task<Result<Rotated>> RotateAsync(string? token, string? attemptId, bool web, string? ip, CancellationToken cancellation)
    {
        if (_derived.Verify(TokenPurpose.Refresh, token) is not var (sessionId, generation))
        {
            return Error.InvalidToken;
        }
        if (await NextAsync(sessionId, generation, attemptId, web, cancellation) is { } next)
        {
            var tokens = await _sessions.TokensAsync(next.UserId, next.Role, next.BookId, sessionId, next.Generation, cancellation);
            return new Rotated(next.UserId, tokens, _sessions.CookieUntil(tokens, next.ExpiresAt, _clock.GetUtcNow()));
        }
        return await OwnerAsync(sessionId, web, cancellation) is { } userId ? await EndAsync(userId, sessionId, ip) : Error.InvalidToken;
    }

    private NpgsqlParameter[] Which(Guid sessionId, bool web, DateTimeOffset now) =>
        [Parameter(sessionId), Parameter(now), Parameter(web), Parameter(now.AddHours(-_options.WebIdleHours))];

    private async Task<Next?> NextAsync(Guid sessionId, int generation, string? attemptId, bool web, CancellationToken cancellation)
    {
        var now = _clock.GetUtcNow();
        await using var command = _database.CreateCommand(Rotate);
        command.Parameters.AddRange(Which(sessionId, web, now));
        command.Parameters.Add(Parameter(generation));
        command.Parameters.Add(Parameter(attemptId is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(attemptId))));
        command.Parameters.Add(Parameter(now.AddSeconds(-_options.RefreshGraceSeconds)));
        command.Parameters.Add(Parameter(now - AttemptKept));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new Next(
                reader.GetGuid(0),
                reader.GetInt32(1),
                reader.GetFieldValue<DateTimeOffset>(2),
                reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetGuid(4)
            )
            : null;
    }

    private async Task<Guid?> OwnerAsync(Guid sessionId, bool web, CancellationToken cancellation)
    {
        await using var command = _database.CreateCommand(Alive);
        command.Parameters.AddRange(Which(sessionId, web, _clock.GetUtcNow()));
        return await command.ExecuteScalarAsync(cancellation) as Guid?;
    }

    // An old token of a live session: somebody has a copy. The end, its audit row and the owner's mail are one commit.
    private async Task<Error> EndAsync(Guid userId, Guid sessionId, string? ip)
    {
        var ended = await _door.WriteAsync<Rotated>(
            userId,
            userId,
            (work, _) =>
            {
                work.KeepRefusal();
                work.EndSession(sessionId);
                work.Audit("token.reused", new { SessionId = sessionId }, new { Ip = ip });
                work.Notice(AccountNoticeKinds.TokenReused, sessionId);
                return Task.FromResult<Result<Reply<Rotated>>>(Reused);
            },
            CancellationToken.None
        );
        if (ended.Error!.Kind == ErrorKind.Unavailable)
        {
            // Somebody holds the user's row for long. The session ends all the same; only the record of why is lost.
            await using var command = _database.CreateCommand(
                "update sessions set revoked_at = $2 where session_id = $1 and revoked_at is null"
            );
            command.Parameters.Add(Parameter(sessionId));
            command.Parameters.Add(Parameter(_clock.GetUtcNow()));
            await command.ExecuteNonQueryAsync(CancellationToken.None);
            return Reused;
        }
        return ended.Error;
    }

    private sealed record Next(Guid UserId, int Generation, DateTimeOffset ExpiresAt, string Role, Guid? BookId);
}

/// <summary>A session that was refreshed.</summary>
/// <param name="UserId">Whose it is.</param>
/// <param name="Tokens">Its next tokens.</param>
/// <param name="Cookie">What keeps the refresh token, where a cookie does.</param>
public sealed record Rotated(Guid UserId, SessionTokens Tokens, string Cookie);
