using Npgsql;
using Rupaya.Infrastructure.Http.RateLimits;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity.Tokens;

/// <summary>A token as its owner sees it.</summary>
/// <param name="TokenId">The token.</param>
/// <param name="Name">As its owner calls it.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="BookId">The one book that it is for; null for all of its owner.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="ExpiresAt">UTC; after a rotation, the end of the grace.</param>
/// <param name="AllowedNetworks">Where it may come from; empty for everywhere.</param>
/// <param name="LastUsedAt">UTC, to the minute; null for never.</param>
/// <param name="LastUsedIp">From where; null for never.</param>
/// <param name="Uses30d">How often in the last thirty days.</param>
public sealed record TokenView(
    Guid TokenId,
    string Name,
    IReadOnlyList<string> Scopes,
    Guid? BookId,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    IReadOnlyList<string> AllowedNetworks,
    DateTimeOffset? LastUsedAt,
    string? LastUsedIp,
    long Uses30d
);

/// <summary>What a token is made of. It never changes but for its name.</summary>
/// <param name="Name">As its owner calls it.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="BookId">The one book that it is for; null for all.</param>
/// <param name="ExpiresAt">UTC.</param>
/// <param name="AllowedNetworks">Where it may come from; empty for everywhere.</param>
public sealed record TokenTerms(string Name, string[] Scopes, Guid? BookId, DateTimeOffset ExpiresAt, string[] AllowedNetworks);

/// <summary>A user's tokens for programs: sessions of their own kind.</summary>
public sealed class UserTokens(UserKeys keys, NpgsqlDataSource database)
{
    private static readonly string Live = $"""
        select s.session_id, coalesce(s.name, ''), s.scopes, s.only_book_id, s.created_at, s.expires_at, s.allowed_networks, s.last_used_at,
               s.last_used_ip, (select coalesce(sum(t.uses), 0)::bigint from token_uses t where t.session_id = s.session_id and t.day > $3 - 30),
               k.wrapped
          from sessions s left join user_keys k on k.user_id = s.user_id
         where s.user_id = $1 and s.kind = 'token' and {SessionSql.Open("$2")} and ($4::uuid is null or s.session_id = $4)
         order by s.session_id desc
        """;

    /// <summary>Those that live, newest first.</summary>
    public async Task<IReadOnlyList<TokenView>> ListAsync(Guid userId, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ReadAsync(Command(Live, Of(userId, now, null)), r => View(r, userId), cancellation);
    }

    /// <summary>One of the user's that live, under their lock; null for none.</summary>
    public async Task<TokenView?> FindAsync(UserChanges work, Guid tokenId, CancellationToken cancellation)
    {
        var found = await work.ReadAsync(
            Command(Live, Of(work.User.UserId, work.Now, tokenId)),
            r => View(r, work.User.UserId),
            cancellation
        );
        return found is [var token] ? token : null;
    }

    /// <summary>An address or a network as PostgreSQL keeps it; null for what is neither.</summary>
    public static string? Network(string? text) =>
        text is not null && Networks.Parse(text) is { } network ? $"{network.BaseAddress}/{network.PrefixLength}" : null;

    /// <summary>How many of the user's live.</summary>
    public static async Task<long> CountAsync(UserChanges work, CancellationToken cancellation)
    {
        var count = Command(
            $"select count(*) from sessions s where s.user_id = $1 and s.kind = 'token' and {SessionSql.Open("$2")}",
            Parameter(work.User.UserId),
            Parameter(work.Now)
        );
        return (long)(await work.ScalarAsync(count, cancellation))!;
    }

    /// <summary>Makes a token. Its text is answered once and kept nowhere.</summary>
    public static (string Text, TokenView View) Add(UserChanges work, TokenTerms terms)
    {
        var (insert, text, view) = New(work.User.UserId, terms, work.Now);
        work.Add(insert);
        return (text, view);
    }

    /// <summary>The same for a user who is made with it.</summary>
    public static (NpgsqlBatchCommand Insert, string Text, TokenView View) New(Guid userId, TokenTerms terms, DateTimeOffset now)
    {
        var tokenId = Guid.CreateVersion7(now);
        var text = TokenText.New();
        var insert = Command(
            "insert into sessions (session_id, user_id, device_id, generation, rotated_at, created_at, last_seen_at, expires_at, kind, name, "
                + "token_hash, scopes, only_book_id, allowed_networks) values ($1, $2, 'token', 0, $3, $3, $3, $4, 'token', $5, $6, $7, $8, $9)",
            Parameter(tokenId),
            Parameter(userId),
            Parameter(now),
            Parameter(terms.ExpiresAt),
            Parameter(terms.Name),
            Parameter(TokenText.HashOf(text)),
            Parameter(terms.Scopes),
            Parameter(terms.BookId),
            Parameter(terms.AllowedNetworks)
        );
        return (insert, text, ViewOf(tokenId, terms, now));
    }

    private static TokenView ViewOf(Guid tokenId, TokenTerms terms, DateTimeOffset now) =>
        new(
            tokenId,
            terms.Name,
            terms.Scopes,
            terms.BookId,
            now,
            terms.ExpiresAt,
            terms.AllowedNetworks,
            LastUsedAt: null,
            LastUsedIp: null,
            Uses30d: 0
        );

    private static NpgsqlParameter[] Of(Guid userId, DateTimeOffset now, Guid? tokenId) =>
        [Parameter(userId), Parameter(now), Parameter(DateOnly.FromDateTime(now.UtcDateTime)), Parameter(tokenId)];

    private TokenView View(NpgsqlDataReader r, Guid userId) =>
        new(
            r.GetGuid(0),
            r.GetString(1),
            r.GetFieldValue<string[]>(2),
            r.IsDBNull(3) ? null : r.GetGuid(3),
            r.GetFieldValue<DateTimeOffset>(4),
            r.GetFieldValue<DateTimeOffset>(5),
            r.GetFieldValue<string[]>(6),
            r.IsDBNull(7) ? null : r.GetFieldValue<DateTimeOffset>(7),
            r.IsDBNull(8) || r.IsDBNull(10)
                ? null
                : UserKeys.Open(keys.Unwrap(userId, r.GetFieldValue<byte[]>(10)), userId, TokenUses.Purpose, r.GetFieldValue<byte[]>(8)),
            r.GetInt64(9)
        );
}
