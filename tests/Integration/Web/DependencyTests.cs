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
        await Wait.UntilAsync(() => Quiet.IsAsync(database), 30);
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
}
