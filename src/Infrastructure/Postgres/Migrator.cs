using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>
/// Applies migrations under the owner's role, each with its row of the history in one transaction. Two that run at once are one. Nobody waits for
/// it: what it locks it gives up after two seconds and tries again, and the history stays readable, by which processes tell whether they are ready.
/// </summary>
public sealed class Migrator
{
    private readonly NpgsqlDataSource _owner;
    private readonly IReadOnlyList<MigrationScript> _scripts;
    private readonly TimeProvider _clock;

    internal Migrator(NpgsqlDataSource owner, IReadOnlyList<MigrationScript> scripts, TimeProvider clock)
    {
        _owner = owner;
        _scripts = scripts;
        _clock = clock;
    }

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // Not pg_advisory_lock: who waits in it holds a snapshot, which an index that is built beside the writers would wait for.
    private const string Lock = "select pg_try_advisory_lock(hashtextextended('rupaya.migrate', 0))";
    private const string Unlock = "select pg_advisory_unlock(hashtextextended('rupaya.migrate', 0))";

    // As Entity Framework made it for the first releases.
    private const string History = """
        create table if not exists "__EFMigrationsHistory" ("MigrationId" varchar(150) not null primary key, "ProductVersion" varchar(32) not null)
        """;

    private const string Applied = """select "MigrationId" from "__EFMigrationsHistory" """;

    private const string Note = """insert into "__EFMigrationsHistory" ("MigrationId", "ProductVersion") values ($1, $2)""";

    private const string Raise = """update schema_compatible_from set migration = $1 where migration collate "C" < $1""";

    private const string Invalid = """
        select c.relname from pg_class c join pg_index i on i.indexrelid = c.oid
         where c.relname = $1 and c.relnamespace = 'public'::regnamespace and not i.indisvalid
        """;

    /// <summary>The newest migration of this build.</summary>
    public static string Newest { get; } = MigrationScript.Ids[^1];

    /// <summary>Applies what this build has and the database lacks.</summary>
    public static Task MigrateAsync(NpgsqlDataSource owner, CancellationToken cancellation) =>
        new Migrator(owner, MigrationScript.All, TimeProvider.System).RunAsync(cancellation);

    /// <summary>Applies what is pending; does nothing when all is applied.</summary>
    /// <exception cref="ContractRefusedException">What was before the contract step is applied, it is not.</exception>
    internal async Task RunAsync(CancellationToken cancellation)
    {
        await using var connection = await _owner.OpenConnectionAsync(cancellation);
        while (await connection.ScalarAsync(Command(Lock), cancellation) is not true)
        {
            await Task.Delay(Pause, _clock, cancellation);
        }
        try
        {
            await ExecuteAsync(connection, History, cancellation);
            var applied = await connection.ReadAsync(Command(Applied), r => r.GetString(0), cancellation);
            foreach (var script in _scripts.ExceptBy(applied, s => s.Id, StringComparer.Ordinal))
            {
                await RefuseAsync(connection, script, cancellation);
                await ApplyAsync(connection, script, cancellation);
            }
        }
        finally
        {
            if (connection.FullState == System.Data.ConnectionState.Open)
            {
                // It goes back to its pool and would keep the lock.
                await connection.ScalarAsync(Command(Unlock), CancellationToken.None);
            }
        }
    }

    private async Task RefuseAsync(NpgsqlConnection connection, MigrationScript script, CancellationToken cancellation)
    {
        if (
            script.Contract is { } step
            && await SchemaBuilds.OlderThanAsync(connection, step.CompatibleFrom, _clock.GetUtcNow(), cancellation) is { Count: > 0 } atWork
        )
        {
            throw new ContractRefusedException(script, step, atWork);
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, MigrationScript script, CancellationToken cancellation)
    {
        for (var began = _clock.GetTimestamp(); ; await Task.Delay(Pause, _clock, cancellation))
        {
            try
            {
                await (
                    script.InTransaction
                        ? InTransactionAsync(connection, script, cancellation)
                        : AloneAsync(connection, script, cancellation)
                );
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable && _clock.GetElapsedTime(began) < Patience)
            {
                // Somebody holds what it needs; those behind it go first.
            }
        }
    }

    private static async Task InTransactionAsync(NpgsqlConnection connection, MigrationScript script, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync(connection, "set local lock_timeout = '2s'", cancellation);
        await ExecuteAsync(connection, script.Sql, cancellation);
        await NoteAsync(connection, script, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Nobody waits behind it, so it may wait. What an attempt that broke off left of its index goes first.</summary>
    private static async Task AloneAsync(NpgsqlConnection connection, MigrationScript script, CancellationToken cancellation)
    {
        if (script.BuildsIndex is { } index && await connection.ScalarAsync(Command(Invalid, Parameter(index)), cancellation) is not null)
        {
            await ExecuteAsync(connection, $"drop index concurrently \"{index}\"", cancellation);
        }
        await ExecuteAsync(connection, script.Sql, cancellation);
        await NoteAsync(connection, script, cancellation);
    }

    private static async Task NoteAsync(NpgsqlConnection connection, MigrationScript script, CancellationToken cancellation)
    {
        if (script.Contract is { } step)
        {
            // From now on a build that needs what is gone is not ready.
            await connection.ScalarAsync(Command(Raise, Parameter(step.CompatibleFrom)), cancellation);
        }
        var version = typeof(Migrator).Assembly.GetName().Version!.ToString(3);
        await connection.ScalarAsync(Command(Note, Parameter(script.Id), Parameter(version)), cancellation);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
