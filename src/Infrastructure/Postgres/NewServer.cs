using System.Data;
using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>Roles and databases of a server, made by an administrator who need not be a superuser (managed servers have none).</summary>
public sealed class NewServer : IAsyncDisposable
{
    // Two at once are one.
    private const long Turn = 0x7275_7061_7961;

    private readonly NpgsqlConnection _connection;

    private NewServer(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Opens it, waiting for others who set up the same server.</summary>
    public static async Task<NewServer> OpenAsync(NpgsqlDataSource administrator)
    {
        var server = new NewServer(await administrator.OpenConnectionAsync());
        await server.RunAsync($"select pg_advisory_lock({Turn})");
        return server;
    }

    /// <summary>A role that may sign in with this password and nothing else.</summary>
    public async Task EnsureRoleAsync(string role, string password)
    {
        var verb = await ExistsAsync("select 1 from pg_roles where rolname = $1", role) ? "alter" : "create";
        // The password itself would stand in the server's log wherever statements are logged.
        await RunAsync($"{verb} role {Quoted(role)} login password '{ScramVerifier.Of(password)}'");
    }

    /// <summary>A role that others are members of; where it may sign in already, it goes on to.</summary>
    public async Task EnsureGroupAsync(string role)
    {
        if (!await ExistsAsync("select 1 from pg_roles where rolname = $1", role))
        {
            await RunAsync($"create role {Quoted(role)}");
        }
    }

    /// <summary>Makes a role a member of another one.</summary>
    public Task GrantAsync(string granted, string role) => RunAsync($"grant {Quoted(granted)} to {Quoted(role)}");

    /// <summary>True when it was made now.</summary>
    public async Task<bool> EnsureDatabaseAsync(string database, string owner)
    {
        if (await ExistsAsync("select 1 from pg_database where datname = $1", database))
        {
            return false;
        }
        // Only who has a role's privileges may give something to it; a superuser has all. From PostgreSQL 16 on, whoever made a role is a member of
        // it without having them.
        if (!await ExistsAsync("select 1 where pg_has_role($1, 'usage')", owner))
        {
            await RunAsync($"grant {Quoted(owner)} to current_user");
        }
        await RunAsync($"create database {Quoted(database)} owner {Quoted(owner)} encoding 'UTF8' template template0");
        return true;
    }

    // A connection that the pool keeps would keep the lock too.

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_connection.State == ConnectionState.Open)
        {
            await RunAsync($"select pg_advisory_unlock({Turn})");
        }
        await _connection.DisposeAsync();
    }

    private async Task<bool> ExistsAsync(string sql, string name) =>
        await _connection.ScalarAsync(Command(sql, Parameter(name)), CancellationToken.None) is not null;

    private async Task RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync();
    }

    internal static string Quoted(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
