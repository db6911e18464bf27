using Npgsql;
using Rupaya.Host.Commands;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Persistence;

/// <summary>A new server gets its roles and its database from one command, which can be run again.</summary>
public sealed class BootstrapTests : IAsyncLifetime
{
    private readonly string _suffix = Guid.CreateVersion7().ToString("N");
    private readonly NpgsqlDataSource _admin = NpgsqlDataSource.Create(Servers.PostgresAdmin);

    private string Database => $"new_{_suffix}";
    private string Owner => $"owner_{_suffix}";
    private string App => $"app_{_suffix}";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await RunAsync($"drop database if exists {Database} with (force)");
        await RunAsync($"drop role if exists {Owner}, {App}, admin_{_suffix}");
        await _admin.DisposeAsync();
    }

    [Fact]
    public async Task Roles_and_database_are_made_once_and_two_at_once_are_one()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => MakeAsync(_admin, "first")));
        made.Count(m => m).ShouldBe(1);
        (await WhoAsync(Owner, "first")).ShouldBe((Owner, Owner));
        (await WhoAsync(App, "first")).ShouldBe((App, Owner));
        (await MayAsync(Owner)).ShouldBe((false, false, false));
        (await MayAsync(App)).ShouldBe((false, false, false));

        // Run again with other passwords, only those count.
        (await MakeAsync(_admin, "second")).ShouldBeFalse();
        (await WhoAsync(App, "second")).ShouldBe((App, Owner));
        (await Should.ThrowAsync<PostgresException>(() => WhoAsync(App, "first"))).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task An_administrator_who_is_no_superuser_can_do_it_too()
    {
        await RunAsync($"create role admin_{_suffix} login createdb createrole password 'admin'");
        var settings = new NpgsqlConnectionStringBuilder(Servers.PostgresAdmin) { Username = $"admin_{_suffix}", Password = "admin" };
        await using var limited = NpgsqlDataSource.Create(settings.ConnectionString);
        (await MakeAsync(limited, "first")).ShouldBeTrue();
        (await WhoAsync(App, "first")).ShouldBe((App, Owner));
        (await MakeAsync(limited, "second")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_command_makes_a_database_that_can_be_migrated_and_served()
    {
        var settings = Settings(Servers.PostgresAdmin, Servers.PostgresOwner, Servers.Postgres);
        (await BootstrapCommand.RunAsync(settings)).ShouldBe(0);
        (await BootstrapCommand.RunAsync(settings)).ShouldBe(0);
        await using (var owner = NpgsqlDataSource.Create(In(Servers.PostgresOwner) + ";Pooling=false"))
        {
            await Migrator.MigrateAsync(owner, CancellationToken.None);
        }
        await using var host = await TestHost.StartAsync("all", In(Servers.Postgres) + ";Pooling=false");
        (await host.Client().GetAsync("/health/ready")).Ok();
    }

    [Fact]
    public async Task One_of_the_two_logins_of_a_rotation_is_made_as_a_member_of_the_applications_role()
    {
        var login = new NpgsqlConnectionStringBuilder(In(Servers.Postgres)) { Username = "rupaya_app_b", Password = "first-password" };
        try
        {
            (await BootstrapCommand.RunAsync(Settings(Servers.PostgresAdmin, Servers.PostgresOwner, login.ConnectionString))).ShouldBe(0);
            await using (var owner = NpgsqlDataSource.Create(In(Servers.PostgresOwner) + ";Pooling=false"))
            {
                await Migrator.MigrateAsync(owner, CancellationToken.None);
            }
            await using var host = await TestHost.StartAsync("all", login + ";Pooling=false");
            (await host.Client().SignUpAsync()).Token.ShouldNotBeNull();
        }
        finally
        {
            await RunAsync("drop role if exists rupaya_app_b");
        }
    }

    [Fact]
    public async Task Names_that_migrations_do_not_know_and_different_databases_are_refused()
    {
        var other = new NpgsqlConnectionStringBuilder(Servers.Postgres) { Username = "somebody" }.ConnectionString;
        (await RefusedAsync(Settings(Servers.PostgresAdmin, Servers.PostgresOwner, other))).ShouldContain("Username=rupaya_app");
        var elsewhere = new NpgsqlConnectionStringBuilder(Servers.Postgres) { Database = "elsewhere" }.ConnectionString;
        string[] different = [.. Settings(Servers.PostgresAdmin, Servers.PostgresOwner, ""), $"--ConnectionStrings:Postgres={elsewhere}"];
        (await RefusedAsync(different)).ShouldContain("different databases");
    }

    private static async Task<string> RefusedAsync(string[] settings) =>
        (await Should.ThrowAsync<InvalidOperationException>(() => BootstrapCommand.RunAsync(settings))).Message;

    private string[] Settings(string admin, string owner, string app) =>
        [
            $"--ConnectionStrings:PostgresAdmin={admin}",
            $"--ConnectionStrings:PostgresOwner={In(owner)}",
            $"--ConnectionStrings:Postgres={In(app)}",
        ];

    private string In(string connection) => new NpgsqlConnectionStringBuilder(connection) { Database = Database }.ConnectionString;

    private async Task<bool> MakeAsync(NpgsqlDataSource administrator, string password)
    {
        await using var server = await NewServer.OpenAsync(administrator);
        await server.EnsureRoleAsync(Owner, password);
        await server.EnsureRoleAsync(App, password);
        return await server.EnsureDatabaseAsync(Database, Owner);
    }

    /// <summary>Signs in with a password; who one is then, and whose the database is.</summary>
    private async Task<(string User, string Owner)> WhoAsync(string role, string password)
    {
        var settings = new NpgsqlConnectionStringBuilder(Servers.PostgresAdmin)
        {
            Database = Database,
            Username = role,
            Password = password,
            Pooling = false,
        };
        await using var source = NpgsqlDataSource.Create(settings.ConnectionString);
        await using var command = source.CreateCommand(
            "select current_user::text, pg_get_userbyid(datdba)::text from pg_database where datname = current_database()"
        );
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetString(0), reader.GetString(1));
    }

    private async Task<(bool Super, bool Databases, bool Roles)> MayAsync(string role)
    {
        await using var command = _admin.CreateCommand(
            $"select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = '{role}'"
        );
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetBoolean(0), reader.GetBoolean(1), reader.GetBoolean(2));
    }

    private async Task RunAsync(string sql)
    {
        await using var command = _admin.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
