using System.Buffers.Binary;
using System.Data;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Identity.Audit;

/// <summary>What verification found.</summary>
/// <param name="Rows">How many rows were recomputed.</param>
/// <param name="Problem">The first thing that is wrong, naming subject and row; null when nothing is.</param>
/// <param name="Restored">How many rows the log stream knows that a restore took away.</param>
public sealed record AuditReport(long Rows, string? Problem, int Restored = 0);

/// <summary>A head as it once stood in the log stream.</summary>
/// <param name="SubjectId">The user the chain is about.</param>
/// <param name="N">The number of the row in its chain.</param>
/// <param name="Hash">Hexadecimal.</param>
/// <param name="At">UTC.</param>
public sealed record LoggedHead(Guid SubjectId, long N, string Hash, DateTimeOffset At);

/// <summary>
/// Recomputes every chain of the audit log independently of the database's own function: a row that was changed, inserted, deleted or moved
/// breaks the chain there. A tail that was cut off, or a chain that was made anew, does not; it is found by the heads in the log stream, which
/// the database cannot reach.
/// </summary>
public sealed class AuditVerifier(NpgsqlDataSource database)
{
    private static readonly byte[] Start = new byte[SHA256.HashSizeInBytes];

    /// <summary>Recomputes every chain in one snapshot of the database.</summary>
    /// <param name="logged">Heads of the log stream, which must be where they were.</param>
    /// <param name="purgedBefore">UTC: rows older than this may have been purged.</param>
    /// <param name="cancellation">Ends the statement.</param>
    public async Task<AuditReport> VerifyAsync(
        IReadOnlyCollection<LoggedHead> logged,
        DateTimeOffset purgedBefore,
        CancellationToken cancellation
    )
    {
        // One snapshot of everything, so that rows that are added or purged meanwhile do not look like tampering.
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await connection.ScalarAsync(Sql.UseCustomPlans(), cancellation);
        var anchors = await HeadsAsync(connection, "audit_anchors", cancellation);
        var heads = await HeadsAsync(connection, "audit_heads", cancellation);
        var times = await RestoredTimes.ReadAsync(connection, cancellation);
        var wanted = logged.ToLookup(h => (h.SubjectId, h.N));
        var met = new HashSet<LoggedHead>();
        var last = anchors.ToDictionary(a => a.Key, a => a.Value);
        var rows = 0L;
        await using var command = new NpgsqlCommand(
            "select subject_id, n, at, event, actor_id, data, personal, prev_hash, hash from audit_log order by subject_id, n",
            connection
        )
        {
            CommandTimeout = 0,
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var row = Read(reader);
            rows++;
            var (n, hash) = last.GetValueOrDefault(row.SubjectId, (0, Start));
            var told = wanted[(row.SubjectId, row.N)].ToLookup(h => h.Hash == Convert.ToHexStringLower(row.Hash));
            var problem = Check(row, n, hash) ?? Compare(row, told[false].Where(h => !times.Hold(h.At)));
            if (problem is not null)
            {
                return new AuditReport(rows, problem);
            }
            last[row.SubjectId] = (row.N, row.Hash);
            met.UnionWith(told[true]);
        }
        var missing = logged.Where(h => !met.Contains(h)).ToLookup(h => times.Hold(h.At));
        return new AuditReport(
            rows,
            CutTail(heads, last) ?? CutTail(missing[false], anchors, purgedBefore),
            missing[true].Distinct().Count()
        );
    }

    /// <summary>The heads in log files, one object a line, of this release and of those before 0.2; other lines are passed over.</summary>
    public static IEnumerable<LoggedHead> ReadLog(IEnumerable<string> lines) =>
        LoggedEvent.Read(lines).Select(e => new LoggedHead(e.SubjectId, e.N, e.Hash, e.At));

    /// <summary>SHA-256 of the row and its predecessor's hash; the fields are those of the migration's <c>audit_hash</c>.</summary>
    internal static byte[] HashOf(AuditRow row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(row.PrevHash);
        hash.AppendData(row.SubjectId.ToByteArray(bigEndian: true));
        hash.AppendData(Bytes(row.N));
        hash.AppendData(Bytes((row.At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond));
        AppendText(hash, row.Event);
        hash.AppendData(row.ActorId.ToByteArray(bigEndian: true));
        AppendText(hash, row.Data);
        hash.AppendData(row.Personal);
        return hash.GetHashAndReset();
    }

    private static string? Check(AuditRow row, long previousN, byte[] previousHash)
    {
        if (row.N != previousN + 1)
        {
            return $"Row {previousN + 1} of subject {row.SubjectId} is missing.";
        }
        var isIntact = row.PrevHash.AsSpan().SequenceEqual(previousHash) && row.Hash.AsSpan().SequenceEqual(HashOf(row));
        return isIntact ? null : $"Row {row.N} of subject {row.SubjectId} was changed, moved or put in.";
    }

    private static string? Compare(AuditRow row, IEnumerable<LoggedHead> others) =>
        !others.Any() ? null : $"Row {row.N} of subject {row.SubjectId} is not the one in the log stream: the chain was made anew.";

    private static string? CutTail(Dictionary<Guid, (long N, byte[] Hash)> heads, Dictionary<Guid, (long N, byte[] Hash)> last) =>
        heads
            .Where(h => last.GetValueOrDefault(h.Key, (0, Start)).N < h.Value.N)
            .Select(h => $"The tail of subject {h.Key} was cut: row {h.Value.N} is missing.")
            .FirstOrDefault();

    private static string? CutTail(
        IEnumerable<LoggedHead> missing,
        Dictionary<Guid, (long N, byte[] Hash)> anchors,
        DateTimeOffset purgedBefore
    ) =>
        missing
            .Where(h => h.At >= purgedBefore || h.N > anchors.GetValueOrDefault(h.SubjectId, (0, Start)).N)
            .OrderBy(h => h.N)
            .Select(h => $"Row {h.N} of subject {h.SubjectId} stands in the log stream but is missing: the chain was cut.")
            .FirstOrDefault();

    private static async Task<Dictionary<Guid, (long N, byte[] Hash)>> HeadsAsync(
        NpgsqlConnection connection,
        string table,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand($"select subject_id, n, hash from {table}", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var heads = new Dictionary<Guid, (long, byte[])>();
        while (await reader.ReadAsync(cancellation))
        {
            heads[reader.GetGuid(0)] = (reader.GetInt64(1), reader.GetFieldValue<byte[]>(2));
        }
        return heads;
    }

    private static AuditRow Read(NpgsqlDataReader r) =>
        new()
        {
            SubjectId = r.GetGuid(0),
            N = r.GetInt64(1),
            At = r.GetFieldValue<DateTimeOffset>(2),
            Event = r.GetString(3),
            ActorId = r.GetGuid(4),
            Data = r.GetString(5),
            Personal = r.GetFieldValue<byte[]>(6),
            PrevHash = r.GetFieldValue<byte[]>(7),
            Hash = r.GetFieldValue<byte[]>(8),
        };

    private static void AppendText(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    private static byte[] Bytes(long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
