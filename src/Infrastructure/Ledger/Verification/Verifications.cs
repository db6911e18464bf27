using Npgsql;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Verification;

/// <param name="At">When it ended.</param>
/// <param name="Differences">What it found.</param>
public sealed record LastVerification(DateTimeOffset At, int Differences);

/// <summary>Remembers when all books were verified and what was found: who looks after them is told when nobody did.</summary>
public sealed class Verifications(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Remembers that all books were verified just now.</summary>
    public async Task RecordAsync(TimeSpan took, int differences, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            Command(
                "insert into verifications (verification_id, at, milliseconds, differences) values ($1, $2, $3, $4)",
                Parameter(Guid.CreateVersion7(clock.GetUtcNow())),
                Parameter(clock.NowStored()),
                Parameter((long)took.TotalMilliseconds),
                Parameter(differences)
            )
        );
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The last verification; null where there was none.</summary>
    public static async Task<LastVerification?> LastAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var rows = await connection.ReadAsync(
            Command("select at, differences from verifications order by at desc limit 1"),
            r => new LastVerification(r.GetFieldValue<DateTimeOffset>(0), r.GetInt32(1)),
            cancellation
        );
        return rows.Count == 0 ? null : rows[0];
    }
}
