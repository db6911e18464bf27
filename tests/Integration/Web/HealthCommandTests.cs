using Npgsql;
using Rupaya.Host.Commands;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Web;

/// <summary>What a container is asked every few seconds.</summary>
public sealed class HealthCommandTests
{
    [Fact]
    public async Task It_succeeds_exactly_while_the_process_is_ready()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var proxy = new TcpProxy(Servers.PortOf(database.App));
        var through = new NpgsqlConnectionStringBuilder(database.App) { Port = proxy.Port }.ConnectionString;
        var host = await TestHost.StartAsync("all", through);
        var address = host.Address.ToString();
        await using (host)
        {
            (await HealthCommand.RunAsync(address)).ShouldBe(0);
            proxy.Cut();
            (await HealthCommand.RunAsync(address)).ShouldBe(1);
            proxy.Restore();
            await Wait.UntilAsync(async () => await HealthCommand.RunAsync(address) == 0);
        }
        (await HealthCommand.RunAsync(address)).ShouldBe(1);
    }
}
