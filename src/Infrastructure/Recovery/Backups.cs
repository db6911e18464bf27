using Npgsql;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Recovery;

/// <summary>What the database knows of its backups: whoever makes one notes it there.</summary>
public static class Backups
{
    // A logical dump cannot bring the minutes before a disaster back.
    private const string Newest = "select max(at) from backups where kind <> 'logical'";

    /// <summary>When the newest one was made that the log continues; null when there is none.</summary>
    public static async Task<DateTimeOffset?> NewestAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var rows = await connection.ReadAsync(
            Command(Newest),
            r => r.IsDBNull(0) ? (DateTimeOffset?)null : r.GetFieldValue<DateTimeOffset>(0),
            cancellation
        );
        return rows[0];
    }
}
