using Npgsql;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Identity.Audit;

/// <summary>
/// The times that restores took out of the database. What the log stream tells of them is true, and the database cannot know it any more.
/// </summary>
internal sealed class RestoredTimes
{
    /// <summary>What was written so shortly before the moment may have been committed after it, and be lost.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private const string Select = "select restored_to, at from restores";

    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _times;

    private RestoredTimes(List<(DateTimeOffset From, DateTimeOffset To)> times) => _times = times;

    /// <summary>Those that this database knows of.</summary>
    public static async Task<RestoredTimes> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        new(
            await connection.ReadAsync(
                Sql.Command(Select),
                r => (r.GetFieldValue<DateTimeOffset>(0) - Margin, r.GetFieldValue<DateTimeOffset>(1)),
                cancellation
            )
        );

    /// <summary>True for a moment that may be gone.</summary>
    public bool Hold(DateTimeOffset at) => _times.Exists(t => t.From <= at && at <= t.To);
}
