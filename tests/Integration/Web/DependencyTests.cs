using Npgsql;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Web;

public sealed class DependencyTests
{
    [Fact]
    public async Task With_PostgreSQL_gone_requests_get_503_with_retry_after_and_recover_by_themselves()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var proxy = new TcpProxy(Servers.PortOf(database.App));
        var through = new NpgsqlConnectionStringBuilder(database.App) { Port = proxy.Port }.ConnectionString;
        await using var host = await TestHost.StartAsync("all", through);
        var client = await host.Client().SignUpAsync();
        var account = await client.OpenAccountAsync();
        (await client.GetAsync("/health/ready")).Ok();

        proxy.Cut();
        foreach (
            var reply in new[]
            {
                await client.IncomeAsync(account, 1),
                await client.GetAsync("accounts"),
                await client.GetAsync("analytics/dashboard"),
            }
        )
        {
            reply.ShouldFail(503, "database_unavailable");
            reply.Headers.RetryAfter.ShouldNotBeNull();
        }
        ((int)(await client.GetAsync("/health/ready")).Status).ShouldBe(503);
        (await client.GetAsync("/health/live")).Ok();

        proxy.Restore();
        await Wait.UntilAsync(async () => (int)(await client.GetAsync("/health/ready")).Status == 200);
        (await client.IncomeAsync(account, 1)).Ok();
        (await client.BalanceAsync(account)).ShouldBe(1);
        await Wait.UntilAsync(() => NullLog.IsAsync(database), 30);
    }

    [Fact]
    public async Task With_Redis_gone_requests_go_on_and_health_says_degraded_until_it_is_back()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var proxy = new TcpProxy(Servers.PortOf(Servers.Redis));
        var address = $"127.0.0.1:{proxy.Port},{Servers.Redis.Split(',', 2)[1]}";
        await using var host = await TestHost.StartAsync("all", database.App, Settings.Redis(address));
        var client = await host.Client().SignUpAsync();
        var account = await client.OpenAccountAsync();
        await Wait.UntilAsync(async () => (await client.GetAsync("/health/ready")).Ok().GetProperty("status").GetString() == "ok");

        proxy.Cut();
        (await client.IncomeAsync(account, 1)).Ok();
        (await client.DashboardAsync()).GetProperty("income").GetDecimal().ShouldBe(1);
        (await client.DashboardAsync()).GetProperty("income").GetDecimal().ShouldBe(1);
        var health = (await client.GetAsync("/health/ready")).Ok();
        health.GetProperty("status").GetString().ShouldBe("degraded");
        health.GetProperty("dependencies").GetProperty("redis").GetString().ShouldBe("unavailable");

        proxy.Restore();
        await Wait.UntilAsync(async () => (await client.GetAsync("/health/ready")).Ok().GetProperty("status").GetString() == "ok", 30);
    }

    [Fact]
    public async Task An_unmigrated_database_is_not_ready()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("all", database.App);
        await database.RunAsync("""delete from "__EFMigrationsHistory" """);
        var reply = await host.Client().GetAsync("/health/ready");
        ((int)reply.Status).ShouldBe(503);
        reply["dependencies"].GetProperty("postgresql").GetString().ShouldBe("migrations pending");
    }

    [Theory]
    [InlineData("20991231_Future", null, 200, "ok")]
    [InlineData("20991231_Future", "20991231_Future", 503, "schema too new")]
    public async Task A_newer_schema_is_fine_until_a_contract_step_says_otherwise(string applied, string? from, int status, string says)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("all", database.App);
        await database.RunAsync($"insert into \"__EFMigrationsHistory\" values ('{applied}', '99.0')");
        if (from is not null)
        {
            await database.RunAsync($"update schema_compatible_from set migration = '{from}'");
        }
        var reply = await host.Client().GetAsync("/health/ready");
        ((int)reply.Status).ShouldBe(status, reply.Text);
        reply["dependencies"].GetProperty("postgresql").GetString().ShouldBe(says);
    }

    [Fact]
    public async Task A_schema_from_before_this_build_is_not_ready()
    {
        await using var database = await TestDatabase.MigratedToAsync("20261201_Exports");
        await using var host = await TestHost.StartAsync("serve", database.App);
        var reply = await host.Client().GetAsync("/health/ready");
        ((int)reply.Status).ShouldBe(503);
        reply["dependencies"].GetProperty("postgresql").GetString().ShouldBe("migrations pending");
    }

    /// <summary>What makes every write fail while every read goes on, and what ends it.</summary>
    public static TheoryData<string, string> FailingWrites =>
        new()
        {
            { "alter table accounts add constraint broken check (false) not valid", "alter table accounts drop constraint broken" },
            { "alter function name_key(text) rename to name_key_gone", "alter function name_key_gone(text) rename to name_key" },
            { "revoke insert on outbox from rupaya_app", "grant insert on outbox to rupaya_app" },
        };

    [Theory]
    [MemberData(nameof(FailingWrites))]
    public async Task A_database_that_only_reads_is_not_ready_and_is_again_by_itself(string breaks, string mends)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("serve", database.App);
        var client = await host.Client().SignUpAsync();
        await Wait.UntilAsync(() => SaysAsync("ok"));
        var rows = await RowsAsync();

        await database.RunAsync(breaks);
        await Wait.UntilAsync(() => SaysAsync("writes fail"), 30);
        ((int)(await client.GetAsync("/health/ready")).Status).ShouldBe(503);
        (await client.GetAsync("accounts")).Ok();

        await database.RunAsync(mends);
        await Wait.UntilAsync(() => SaysAsync("ok"), 30);
        (await RowsAsync()).ShouldBe(rows);
        (await client.IncomeAsync(await client.OpenAccountAsync(), 1)).Ok();

        async Task<bool> SaysAsync(string state) =>
            (await client.GetAsync("/health/ready"))["dependencies"].GetProperty("postgresql").GetString() == state;

        Task<long> RowsAsync() =>
            database.ScalarAsync<long>(
                "select (select count(*) from users) + (select count(*) from books) + (select count(*) from accounts) + (select count(*) from transactions)"
            );
    }

    [Fact]
    public async Task Sessions_that_cannot_write_are_given_up_for_new_ones()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var proxy = new TcpProxy(Servers.PortOf(database.App));
        var through = new NpgsqlConnectionStringBuilder(database.App) { Port = proxy.Port }.ConnectionString;
        await using var host = await TestHost.StartAsync("serve", through);
        var client = await host.Client().SignUpAsync();
        // Every session that is opened from here on only reads, as on a server that takes over and is not promoted yet.
        await database.RunAsync($"alter database {database.Name} set default_transaction_read_only = on");
        proxy.Cut();
        proxy.Restore();
        await Wait.UntilAsync(() => SaysAsync("writes fail"), 30);
        await database.RunAsync(
            $"set default_transaction_read_only = off; alter database {database.Name} reset default_transaction_read_only"
        );
        await Wait.UntilAsync(() => SaysAsync("ok"), 30);
        (await client.IncomeAsync(await client.OpenAccountAsync(), 1)).Ok();

        async Task<bool> SaysAsync(string state) =>
            (await client.GetAsync("/health/ready"))["dependencies"].GetProperty("postgresql").GetString() == state;
    }

    [Fact]
    public async Task Readiness_writes_at_most_every_five_seconds()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("serve", database.App);
        var client = host.Client();
        (await client.GetAsync("/health/ready")).Ok();
        await database.RunAsync("select pg_stat_force_next_flush()");
        var before = await RollbacksAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.GetAsync("/health/ready")));
        (await RollbacksAsync() - before).ShouldBeLessThanOrEqualTo(2);

        Task<long> RollbacksAsync() => database.ScalarAsync<long>("select n_tup_ins from pg_stat_user_tables where relname = 'users'");
    }
}
