using Npgsql;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Integration.Fixtures;

/// <summary>A database of its own, cloned from a migrated template.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private static readonly SemaphoreSlim Gate = new(1);
    private static string? _template;

    private TestDatabase(string name)
    {
        Name = name;
        App = new NpgsqlConnectionStringBuilder(Servers.Postgres) { Database = name, MaxPoolSize = 20 }.ConnectionString;
        OwnerText = OwnerOf(name);
        Owner = new NpgsqlDataSourceBuilder(OwnerText) { Name = "test" }.Build();
    }

    public string Name { get; }

    /// <summary>Connection string of the application's role.</summary>
    public string App { get; }

    /// <summary>Connection string of the owner's role.</summary>
    public string OwnerText { get; }

    /// <summary>For looking behind the API, and for breaking things.</summary>
    public NpgsqlDataSource Owner { get; }

    public static async Task<TestDatabase> CreateAsync()
    {
        var name = $"test_{Guid.CreateVersion7():N}";
        await Gate.WaitAsync();
        try
        {
            _template ??= await MigrateTemplateAsync();
            await ExecuteAsync($"create database {name} template {_template}");
        }
        finally
        {
            Gate.Release();
        }
        return new TestDatabase(name);
    }

    /// <summary>A copy of it as it is now. Nothing may be connected to it but its own <see cref="Owner"/>.</summary>
    public async Task<TestDatabase> CloneAsync()
    {
        Owner.Clear();
        var copy = $"test_{Guid.CreateVersion7():N}";
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await ExecuteAsync($"create database {copy} template {Name}");
                return new TestDatabase(copy);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ObjectInUse && attempt < 100)
            {
                // Connections of a process that was killed are there for a moment.
                await Task.Delay(50);
            }
        }
    }

    public async Task<T> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using var command = Owner.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Returns how many rows it changed.</summary>
    public async Task<int> RunAsync(string sql)
    {
        await using var command = Owner.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Owner.DisposeAsync();
        // Connections of the host close a moment after it, for which the server waits five seconds; one that stays behind goes with the servers.
        for (var attempt = 0; attempt < 2; attempt++)
        {
            try
            {
                await ExecuteAsync($"drop database if exists {Name}");
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ObjectInUse)
            {
                // Once more.
            }
        }
    }

    /// <summary>A database as an earlier release left it: its migrations were run up to that one.</summary>
    public static async Task<TestDatabase> MigratedToAsync(string last)
    {
        var name = $"test_{Guid.CreateVersion7():N}";
        await ExecuteAsync($"create database {name}");
        var database = new TestDatabase(name);
        var earlier = MigrationScript.All.TakeWhile(s => string.CompareOrdinal(s.Id, last) <= 0).ToList();
        await new Migrator(database.Owner, earlier, TimeProvider.System).RunAsync(CancellationToken.None);
        return database;
    }

    /// <summary>Applies what is pending.</summary>
    public Task MigrateAsync() => Migrator.MigrateAsync(Owner, CancellationToken.None);

    private static async Task<string> MigrateTemplateAsync()
    {
        var name = $"template_{Guid.CreateVersion7():N}";
        await ExecuteAsync($"create database {name}");
        await using (var owner = NpgsqlDataSource.Create(OwnerOf(name) + ";Pooling=false"))
        {
            await Migrator.MigrateAsync(owner, CancellationToken.None);
        }
        return name;
    }

    private static string OwnerOf(string database) =>
        new NpgsqlConnectionStringBuilder(Servers.PostgresOwner) { Database = database, MaxPoolSize = 10 }.ConnectionString;

    private static async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Servers.PostgresOwner + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
