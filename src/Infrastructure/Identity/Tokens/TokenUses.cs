using System.Collections.Concurrent;
using System.Net;
using Npgsql;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity.Tokens;

/// <summary>Counts in memory how tokens are used, and writes it down now and then for all of them together: no request waits for it.</summary>
internal sealed class TokenUses(NpgsqlDataSource database, UserKeys keys, TimeProvider clock)
{
    internal const string Purpose = "token-address";

    private const string Count = """
        insert into token_uses as t (session_id, day, uses)
        select n.session_id, $2, n.uses from unnest($1, $3) as n(session_id, uses) join sessions s on s.session_id = n.session_id
        on conflict (session_id, day) do update set uses = t.uses + excluded.uses
        """;

    private const string Forget = "delete from token_uses where session_id = any($1) and day <= $2";

    private const string Mark = """
        update sessions s set last_used_at = greatest(s.last_used_at, n.at), last_used_ip = n.ip
          from unnest($1, $2, $3) as n(session_id, at, ip) where s.session_id = n.session_id
        """;

    private const int Days = 30;

    private ConcurrentDictionary<Guid, Use> _uses = new();

    /// <summary>Notes a use. It is written within seconds; a process that dies forgets what it has not written.</summary>
    public void Add(KnownToken token, IPAddress? address)
    {
        var now = clock.GetUtcNow();
        var minute = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
        var ip = ClientAddress.Canonical(address)?.ToString();
        _uses.AddOrUpdate(
            token.SessionId,
            static (id, use) => use with { SessionId = id },
            static (_, before, use) => use with { SessionId = before.SessionId, Times = before.Times + 1 },
            new Use(Guid.Empty, token.UserId, 1, minute, ip)
        );
    }

    /// <summary>Writes down what was noted since the last time.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        if (_uses.IsEmpty)
        {
            return;
        }
        List<Use> uses = [.. Interlocked.Exchange(ref _uses, new ConcurrentDictionary<Guid, Use>()).Values.OrderBy(u => u.SessionId)];
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var sealedAddresses = await SealAsync(connection, uses, cancellation);
        await using var batch = new NpgsqlBatch(connection);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        batch.BatchCommands.Add(Command(Count, Column(uses, u => u.SessionId), Parameter(today), Column(uses, u => u.Times)));
        batch.BatchCommands.Add(Command(Forget, Column(uses, u => u.SessionId), Parameter(today.AddDays(-Days))));
        batch.BatchCommands.Add(Command(Mark, Column(uses, u => u.SessionId), Column(uses, u => u.At), Parameter(sealedAddresses!)));
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private async Task<byte[]?[]> SealAsync(NpgsqlConnection connection, List<Use> uses, CancellationToken cancellation)
    {
        var wrapped = await connection.ReadAsync(
            Command(
                "select user_id, wrapped from user_keys where user_id = any($1)",
                Parameter(uses.Select(u => u.UserId).Distinct().ToArray())
            ),
            r => (UserId: r.GetGuid(0), Key: r.GetFieldValue<byte[]>(1)),
            cancellation
        );
        var opened = wrapped.ToDictionary(w => w.UserId, w => keys.Unwrap(w.UserId, w.Key));
        return
        [
            .. uses.Select(u =>
                u.Ip is not null && opened.TryGetValue(u.UserId, out var key) ? UserKeys.Seal(key, u.UserId, Purpose, u.Ip) : null
            ),
        ];
    }

    private sealed record Use(Guid SessionId, Guid UserId, long Times, DateTimeOffset At, string? Ip);
}
