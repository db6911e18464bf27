using Npgsql;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Recovery;

/// <summary>The statements of one restoration, in its transaction, and the audit rows that come of them.</summary>
internal sealed class RestoredRows(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellation)
{
    // All books and all sessions, however many there are.
    private const int NoLimit = 0;

    private readonly List<AuditHead> _heads = [];

    public DateTimeOffset Now => now;

    public IReadOnlyList<AuditHead> Heads => _heads;

    public async Task<object?> ScalarAsync(string sql, params NpgsqlParameter[] parameters)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = NoLimit };
        batch.BatchCommands.Add(Command(sql, parameters));
        return await batch.ExecuteScalarAsync(cancellation);
    }

    public Task RunAsync(string sql, params NpgsqlParameter[] parameters) => ScalarAsync(sql, parameters);

    public async Task<long> CountAsync(string sql, params NpgsqlParameter[] parameters) => (long)(await ScalarAsync(sql, parameters))!;

    /// <summary>The one instant that a statement gives; null where it gives none.</summary>
    public async Task<DateTimeOffset?> InstantAsync(string sql)
    {
        var instants = await connection.ReadAsync(
            Command(sql),
            r => r.IsDBNull(0) ? (DateTimeOffset?)null : r.GetFieldValue<DateTimeOffset>(0),
            cancellation
        );
        return instants[0];
    }

    public async Task AuditAsync(Guid subjectId, string @event, object data)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(AuditTrail.Insert(subjectId, key: null, @event, Guid.Empty, data, personal: null, now));
        _heads.AddRange(await AuditTrail.RunAsync(batch, cancellation));
    }
}
