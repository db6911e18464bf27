using System.Diagnostics;
using Npgsql;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Persistence;

/// <summary>How migrations get in: beside a product that serves, beside each other, and past whoever is in the way.</summary>
public sealed class MigratorTests
{
    private static Migrator With(TestDatabase database, params MigrationScript[] more) =>
        new(database.Owner, [.. MigrationScript.All, .. more], TimeProvider.System);

    private static Task<long> AppliedAsync(TestDatabase database, string id) =>
        database.ScalarAsync<long>("select count(*) from \"__EFMigrationsHistory\" where \"MigrationId\" = $1", id);

    [Fact]
    public async Task Processes_stay_ready_while_a_long_migration_runs()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("serve", database.App);
        var client = host.Client();
        (await client.GetAsync("/health/ready")).Ok();
        var migrating = With(database, new MigrationScript("20991231_Slow", "create table slow (id int); select pg_sleep(4)"))
            .RunAsync(CancellationToken.None);
        var probes = 0;
        for (; !migrating.IsCompleted; probes++)
        {
            (await client.GetAsync("/health/ready")).Ok();
            await Task.Delay(100);
        }
        await migrating;
        probes.ShouldBeGreaterThan(5);
        (await AppliedAsync(database, "20991231_Slow")).ShouldBe(1);
    }

    [Fact]
    public async Task A_migration_gives_up_its_place_in_the_queue_for_a_lock_and_tries_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var reader = await database.Owner.OpenConnectionAsync();
        await using var reading = await reader.BeginTransactionAsync();
        await reader.ScalarAsync(Sql.Command("select count(*) from accounts"), CancellationToken.None);
        var migrating = With(database, new MigrationScript("20991231_Column", "alter table accounts add column fresh int"))
            .RunAsync(CancellationToken.None);
        // What comes behind it waits at most as long as it does.
        await Task.Delay(500);
        var waited = Stopwatch.StartNew();
        await database.ScalarAsync<long>("select count(*) from accounts");
        waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(4));
        migrating.IsCompleted.ShouldBeFalse();
        await reading.RollbackAsync();
        await migrating;
        (await AppliedAsync(database, "20991231_Column")).ShouldBe(1);
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_of_itself_and_keeps_those_before_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        var migrator = With(
            database,
            new MigrationScript("20991230_Good", "create table good (id int)"),
            new MigrationScript("20991231_Bad", "create table half (id int); select 1 / 0")
        );
        await Should.ThrowAsync<PostgresException>(() => migrator.RunAsync(CancellationToken.None));
        (await AppliedAsync(database, "20991230_Good")).ShouldBe(1);
        (await AppliedAsync(database, "20991231_Bad")).ShouldBe(0);
        (await database.ScalarAsync<bool>("select to_regclass('half') is null")).ShouldBeTrue();
    }

    [Fact]
    public async Task An_index_is_built_beside_the_writers_and_anew_when_an_attempt_left_it_invalid()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.RunAsync("create table grows (id int); insert into grows values (1), (1)");
        await Should.ThrowAsync<PostgresException>(() => database.RunAsync("create unique index concurrently grows_id on grows (id)"));
        var script = new MigrationScript(
            "20991231_Index",
            "-- rupaya: no transaction\ncreate index concurrently if not exists grows_id on grows (id);\n"
        );
        await using (var writer = await database.Owner.OpenConnectionAsync())
        {
            await using var writing = await writer.BeginTransactionAsync();
            await writer.ScalarAsync(Sql.Command("insert into grows values (2)"), CancellationToken.None);
            var migrating = With(database, script).RunAsync(CancellationToken.None);
            // It waits for this writer, and no other waits for it.
            await Task.Delay(3000);
            await database.RunAsync("insert into grows values (3)");
            migrating.IsCompleted.ShouldBeFalse();
            await writing.CommitAsync();
            await migrating;
        }
        (
            await database.ScalarAsync<bool>("select indisvalid and not indisunique from pg_index where indexrelid = 'grows_id'::regclass")
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task Two_that_run_at_once_are_one()
    {
        await using var database = await TestDatabase.MigratedToAsync("20261201_Exports");
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:PostgresOwner"] = database.OwnerText };
        var ran = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ProductProcess.RunAsync(["migrate"], settings)));
        ran.ShouldAllBe(r => r.Code == 0 && r.Output.Contains(Migrator.Newest));
        (await AppliedAsync(database, Migrator.Newest)).ShouldBe(1);
    }

    [Theory]
    [InlineData("migrate")]
    [InlineData("verify")]
    public async Task Without_PostgreSQL_a_command_says_so_in_one_line(string command)
    {
        await using var proxy = new TcpProxy(1);
        proxy.Cut();
        var (code, output) = await ProductProcess.RunAsync([command], Settings(Through(Servers.PostgresOwner, proxy.Port)));
        code.ShouldBe(3);
        output.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith("rupaya: PostgreSQL is not available: ");
    }

    [Theory]
    [InlineData("Database=nowhere", "3D000")]
    [InlineData("Password=wrong", "28P01")]
    public async Task What_the_server_refuses_is_said_in_one_line_without_the_password(string setting, string state)
    {
        var (code, output) = await ProductProcess.RunAsync(["migrate"], Settings($"{Servers.PostgresOwner};{setting}"));
        code.ShouldBe(3);
        output.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain(state);
        output.ShouldNotContain("wrong");
    }

    [Fact]
    public async Task Migrate_waits_for_a_server_that_comes_later()
    {
        await using var database = await TestDatabase.MigratedToAsync("20261201_Exports");
        await using var proxy = new TcpProxy(Servers.PortOf(database.App));
        proxy.Cut();
        var running = ProductProcess.RunAsync(["migrate", "--wait", "60"], Settings(Through(database.OwnerText, proxy.Port)));
        await Task.Delay(3000);
        proxy.Restore();
        (await running).ShouldBe((0, $"Migrated to {Migrator.Newest}.\n"));
    }

    [Fact]
    public async Task Migrate_says_what_is_wrong_with_its_patience()
    {
        var (code, output) = await ProductProcess.RunAsync(["migrate", "--wait", "soon"], Settings(Servers.PostgresOwner));
        (code, output.Trim()).ShouldBe((1, "rupaya: --wait needs a number of seconds, not soon."));
    }

    private static string Through(string text, int port) => new NpgsqlConnectionStringBuilder(text) { Port = port }.ConnectionString;

    private static Dictionary<string, string?> Settings(string postgres) =>
        new(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Postgres"] = postgres,
            ["ConnectionStrings:PostgresOwner"] = postgres,
            ["Security:MasterKey"] = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
            ["Security:TokenSecret"] = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=",
        };
}
