using Npgsql;
using Rupaya.Infrastructure.Base;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>The statements on <c>schema_builds</c>: who is at work with which build.</summary>
internal static class SchemaBuilds
{
    /// <summary>A process that was not heard of for so long is gone.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    private const string Upsert = """
        insert into schema_builds (process_id, build, version, role, started_at, seen_at) values ($1, $2, $3, $4, $5, $5)
        on conflict (process_id) do update set seen_at = $5
        """;

    private const string Older = """
        select version, role, build, $2 - seen_at from schema_builds
         where build collate "C" < $1 and seen_at > $3 order by build collate "C", role, seen_at
        """;

    /// <summary>Notes that a process is there, and forgets those that have not been for a day.</summary>
    public static IReadOnlyList<NpgsqlBatchCommand> Note(Guid processId, ProcessInfo process, DateTimeOffset now) =>
        [
            Command(
                Upsert,
                Parameter(processId),
                Parameter(Migrator.Newest),
                Parameter(ProcessInfo.Version),
                Parameter(process.Role),
                Parameter(now)
            ),
            Command("delete from schema_builds where seen_at < $1", Parameter(now.AddDays(-1))),
        ];

    /// <summary>Processes of builds whose newest migration is older than the given one, each on a line.</summary>
    public static Task<List<string>> OlderThanAsync(
        NpgsqlConnection connection,
        string migration,
        DateTimeOffset now,
        CancellationToken cancellation
    ) =>
        connection.ReadAsync(
            Command(Older, Parameter(migration), Parameter(now), Parameter(now - Silence)),
            r => $"{r.GetString(0)} {r.GetString(1)} (schema {r.GetString(2)}), seen {r.GetTimeSpan(3).TotalSeconds:F0} s ago",
            cancellation
        );
}
