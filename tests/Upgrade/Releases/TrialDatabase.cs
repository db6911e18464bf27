using Npgsql;

namespace Rupaya.Upgrade.Releases;

/// <summary>An empty database of its own, and what a trial looks up in it.</summary>
internal sealed class TrialDatabase : IAsyncDisposable
{
    private const string Left = """
        select (select count(*) from outbox), (select count(*) from deliveries where dead_reason is null),
               (select count(*) from webhook_deliveries where status = 'pending'),
               (select count(*) from projection_heads p join books b using (book_id) where p.applied_seq < b.seq)
        """;

    private const string Dead =
        "select (select count(*) from outbox_dead) + (select count(*) from deliveries where dead_reason is not null)";

    private const string Changed = """
        select coalesce(string_agg(name, ', '), '') from (select name from effects group by name having count(*) > 1) x
        """;

    private readonly string _server;
    private readonly string _name = $"upgrade_{Guid.CreateVersion7():N}";

    private TrialDatabase(string owner, string app)
    {
        _server = owner;
        Owner = new NpgsqlConnectionStringBuilder(owner) { Database = _name }.ConnectionString;
        App = new NpgsqlConnectionStringBuilder(app) { Database = _name }.ConnectionString;
    }

    /// <summary>Connection string of the owner's role.</summary>
    public string Owner { get; }

    /// <summary>Connection string of the application's role.</summary>
    public string App { get; }

    public static async Task<TrialDatabase> CreateAsync(string owner, string app)
    {
        var database = new TrialDatabase(owner, app);
        await ExecuteAsync(owner, $"create database {database._name}");
        return database;
    }

    /// <summary>What is still to be done, in words; empty when nothing is.</summary>
    public async Task<string> LeftAsync()
    {
        string[] names = ["outbox rows", "deliveries", "webhook deliveries", "projections"];
        var counts = await RowAsync(Left, names.Length);
        return string.Join(", ", names.Zip(counts).Where(c => c.Second > 0).Select(c => $"{c.Second} {c.First}"));
    }

    /// <summary>Rows and deliveries that were given up.</summary>
    public async Task<long> DeadAsync() => (await RowAsync(Dead, 1))[0];

    /// <summary>Effects that have one contract in one release and another in the other; empty for none.</summary>
    public async Task<string> ChangedEffectsAsync()
    {
        await using var source = NpgsqlDataSource.Create(Owner);
        await using var command = source.CreateCommand(Changed);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Runs a statement as the owner.</summary>
    public Task RunAsync(string sql) => ExecuteAsync(Owner, sql);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync(_server, $"drop database if exists {_name} with (force)");
    }

    private async Task<long[]> RowAsync(string sql, int columns)
    {
        await using var source = NpgsqlDataSource.Create(Owner);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return [.. Enumerable.Range(0, columns).Select(reader.GetInt64)];
    }

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
