using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>
/// What the database says of its schema. A newer one is fine for this build until a contract step takes away what it needs: while a release is
/// replaced, the old processes go on with the new schema (ADR 21).
/// </summary>
/// <param name="Applied">The newest migration that was applied; null for none.</param>
/// <param name="CompatibleFrom">The newest migration of the oldest build that works with it; null where the schema is older than this notion.</param>
internal sealed record SchemaState(string? Applied, string? CompatibleFrom)
{
    public const string Pending = "migrations pending";
    public const string TooNew = "schema too new";

    private const string Read = """
        select (select max("MigrationId" collate "C") from "__EFMigrationsHistory"), (select migration from schema_compatible_from)
        """;

    /// <summary>Why a build must not work with it, in the words of <c>/health/ready</c>; null when it may.</summary>
    /// <param name="newest">The build's newest migration.</param>
    public string? Problem(string newest) =>
        string.CompareOrdinal(Applied, newest) < 0 ? Pending
        : string.CompareOrdinal(CompatibleFrom, newest) > 0 ? TooNew
        : null;

    public static async Task<SchemaState> ReadAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellation);
            var read = await connection.ReadAsync(
                Command(Read),
                r => new SchemaState(r.IsDBNull(0) ? null : r.GetString(0), r.IsDBNull(1) ? null : r.GetString(1)),
                cancellation
            );
            return read[0];
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return new SchemaState(null, null);
        }
    }
}
