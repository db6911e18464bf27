using System.Collections.Concurrent;
using System.Net;
using Npgsql;
using Rupaya.Infrastructure.Base;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity.Tokens;

/// <summary>What a process knows of a token. Nothing of it changes but the user's default book, which every door checks.</summary>
/// <param name="UserId">Whose it is.</param>
/// <param name="SessionId">Its session: whether that is alive is asked with every request.</param>
/// <param name="Grant">What it may do.</param>
/// <param name="DefaultBookId">The user's, a quarter of an hour ago at most.</param>
/// <param name="Networks">Where it may come from; none for everywhere.</param>
/// <param name="ReadAt">UTC: when this was read.</param>
internal sealed record KnownToken(
    Guid UserId,
    Guid SessionId,
    TokenGrant Grant,
    Guid? DefaultBookId,
    IPNetwork[] Networks,
    DateTimeOffset ReadAt
)
{
    public bool MayComeFrom(IPAddress? address) =>
        Networks.Length == 0 || (ClientAddress.Canonical(address) is { } ip && Array.Exists(Networks, network => network.Contains(ip)));
}

/// <summary>
/// Finds a token by its hash, and remembers it: a request with a token then asks the database no more than one with an access token does. What is not
/// there is not remembered; it costs its query each time, and the limits of who asks.
/// </summary>
internal sealed class TokenMap(NpgsqlDataSource database, TimeProvider clock)
{
    private const int Remembered = 20_000;

    // As long as an access token carries the default book along.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    private static readonly string Find = $"""
        select s.user_id, s.session_id, s.scopes, s.only_book_id, u.default_book_id, s.allowed_networks
          from sessions s join users u on u.user_id = s.user_id
         where s.token_hash = $1 and s.kind = 'token' and {SessionSql.Open("$2")}
        """;

    private readonly ConcurrentDictionary<string, KnownToken> _known = new(StringComparer.Ordinal);

    /// <summary>The token; null for what is none, or was none that lived when it was asked for.</summary>
    public async ValueTask<KnownToken?> FindAsync(string text, CancellationToken cancellation)
    {
        if (TokenText.HashOf(text) is not { } hash)
        {
            return null;
        }
        // By its hash: the memory of a process holds no token longer than its request.
        var key = Convert.ToBase64String(hash);
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(key, out var known) && now - known.ReadAt < Fresh)
        {
            return known;
        }
        known = await ReadAsync(hash, now, cancellation);
        if (known is null)
        {
            _known.TryRemove(key, out _);
            return null;
        }
        if (_known.Count >= Remembered)
        {
            _known.Clear();
        }
        return _known[key] = known;
    }

    private async Task<KnownToken?> ReadAsync(byte[] hash, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Find);
        command.Parameters.Add(Parameter(hash));
        command.Parameters.Add(Parameter(now));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new KnownToken(
                reader.GetGuid(0),
                reader.GetGuid(1),
                new TokenGrant(reader.GetFieldValue<string[]>(2), reader.IsDBNull(3) ? null : reader.GetGuid(3)),
                reader.IsDBNull(4) ? null : reader.GetGuid(4),
                Array.ConvertAll(reader.GetFieldValue<string[]>(5), IPNetwork.Parse),
                now
            )
            : null;
    }
}
