using System.Diagnostics;
using Npgsql;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Persistence;

/// <summary>How processes come to a server that is too busy for them.</summary>
public sealed class ConnectTests
{
    private static string Through(TlsProxy proxy, TestDatabase database) =>
        new NpgsqlConnectionStringBuilder(database.App) { Port = proxy.Port, SslMode = SslMode.Require }.ConnectionString;

    [Fact]
    public async Task Processes_get_through_to_a_server_that_takes_five_seconds_for_a_handshake_and_at_once_when_it_is_faster()
    {
        using var certificates = new Certificates();
        await using var database = await TestDatabase.CreateAsync();
        await using var proxy = new TlsProxy(certificates.For("localhost")) { Delay = TimeSpan.FromSeconds(5) };
        var hosts = await Task.WhenAll(
            new[] { "all", "serve", "work" }.Select(role => TestHost.StartAsync(role, Through(proxy, database)))
        );
        try
        {
            var slow = Stopwatch.StartNew();
            await Task.WhenAll(hosts.Select(h => Wait.UntilAsync(() => IsReadyAsync(h), 60)));
            slow.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(4));
            proxy.Delay = TimeSpan.Zero;
            await Task.WhenAll(hosts.Select(h => Wait.UntilAsync(() => IsReadyAsync(h), 30)));
        }
        finally
        {
            foreach (var host in hosts)
            {
                await host.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_process_that_cannot_get_through_tries_with_one_connection_at_a_time_and_with_pauses()
    {
        using var certificates = new Certificates();
        await using var database = await TestDatabase.CreateAsync();
        await using var proxy = new TlsProxy(certificates.For("localhost")) { Delay = TimeSpan.FromMinutes(5) };
        var impatient = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Database:ConnectTimeoutSeconds"] = "1" };
        await using (var host = await TestHost.StartAsync("all", Through(proxy, database), impatient))
        {
            // As a balancer does meanwhile, more often than it would.
            for (var i = 0; i < 3; i++)
            {
                (await IsReadyAsync(host)).ShouldBeFalse();
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
            // Each second an attempt of the loops and one of the probes, less the pauses; it has fifteen loops.
            proxy.Attempts.ShouldBeInRange(2, 20);
            proxy.Delay = TimeSpan.Zero;
            await Wait.UntilAsync(() => IsReadyAsync(host), 30);
        }
    }

    private static async Task<bool> IsReadyAsync(TestHost host) => (int)(await host.Client().GetAsync("/health/ready")).Status == 200;
}
