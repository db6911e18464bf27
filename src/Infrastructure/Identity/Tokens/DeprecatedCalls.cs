using System.Collections.Concurrent;
using Npgsql;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Identity.Tokens;

/// <summary>Notes in memory which tokens call what will go, and writes it down with how they are used: no request waits for it.</summary>
internal sealed class DeprecatedCalls(NpgsqlDataSource database, TimeProvider clock) : IDeprecatedCalls
{
    // Another sunset is another end: it is told of anew.
    private const string Note = """
        insert into deprecated_calls as d (session_id, operation, sunset, called_at)
        select n.session_id, n.operation, n.sunset, $4 from unnest($1, $2, $3) as n(session_id, operation, sunset)
          join sessions s on s.session_id = n.session_id
        on conflict (session_id, operation) do update set called_at = excluded.called_at, sunset = excluded.sunset,
               early_told_at = case when d.sunset = excluded.sunset then d.early_told_at end,
               late_told_at = case when d.sunset = excluded.sunset then d.late_told_at end
        """;

    private ConcurrentDictionary<(Guid SessionId, string Operation), DateOnly> _calls = new();

    /// <summary>Notes a call of a token. A process that dies forgets what it has not written: the next call is noted again.</summary>
    public void Add(Guid sessionId, string operation, DateOnly sunset) => _calls[(sessionId, operation)] = sunset;

    /// <summary>Writes down what was noted since the last time.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        if (_calls.IsEmpty)
        {
            return;
        }
        var calls = Interlocked.Exchange(ref _calls, []).OrderBy(c => c.Key).ToList();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ScalarAsync(
            Command(
                Note,
                Column(calls, c => c.Key.SessionId),
                Column(calls, c => c.Key.Operation),
                Column(calls, c => c.Value),
                Parameter(clock.NowStored())
            ),
            cancellation
        );
    }
}
