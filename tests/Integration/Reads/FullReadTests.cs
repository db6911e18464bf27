using System.Collections.Concurrent;
using System.Diagnostics;
using Rupaya.Integration.Fixtures;
using Rupaya.Integration.Security;

namespace Rupaya.Integration.Reads;

/// <summary>
/// R23 on two API processes with RabbitMQ and Redis, the worker stopped half of the time: no reader sees a figure older than the last write that was
/// acknowledged before the read began.
/// </summary>
[Collection(Full.Name)]
public sealed class FullReadTests(FullDeployment product)
{
    private const int Writers = 8;
    private const int Readers = 32;

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(Depth.Of(10, nightly: 120));

    [Fact]
    public async Task R23_no_figure_is_older_than_the_last_acknowledged_write_with_the_worker_stopped_half_of_the_time()
    {
        var owner = await product.SignedUpAsync();
        var account = await owner.OpenAccountAsync();
        var (acknowledged, reads, stale) = (0L, 0L, new ConcurrentQueue<string>());
        var watch = Stopwatch.StartNew();

        // On a slow machine a little longer: so few writes would show little.
        bool Going() =>
            watch.Elapsed < Time
            || ((Interlocked.Read(ref acknowledged) <= 50 || Interlocked.Read(ref reads) <= 200) && watch.Elapsed < Time * 6);
        async Task WriteAsync(Client client)
        {
            while (Going())
            {
                (await client.IncomeAsync(account, 1)).Ok();
                Interlocked.Increment(ref acknowledged);
            }
        }
        async Task ReadAsync(Client client, string path, string field)
        {
            while (Going())
            {
                var before = Interlocked.Read(ref acknowledged);
                var seen = (await client.GetAsync(path)).Ok().GetProperty(field).GetDecimal();
                Interlocked.Increment(ref reads);
                if (seen < before)
                {
                    stale.Enqueue($"{path}: {seen} after {before}");
                }
            }
        }
        async Task PauseAsync()
        {
            while (Going())
            {
                await product.Processes[0].SignalAsync("STOP");
                await Task.Delay(Turn);
                await product.Processes[0].SignalAsync("CONT");
                await Task.Delay(Turn);
            }
        }
        Client At(int api)
        {
            var client = product.Client(api);
            client.Token = owner.Token;
            return client;
        }

        await Task.WhenAll([
            PauseAsync(),
            .. Enumerable.Range(0, Writers).Select(i => WriteAsync(At(i))),
            .. Enumerable
                .Range(0, Readers)
                .Select(i =>
                    i % 4 < 2 ? ReadAsync(At(i), "analytics/dashboard", "income") : ReadAsync(At(i), "wallet/summary", "totalBalance")
                ),
        ]);
        TestContext.Current.TestOutputHelper?.WriteLine($"{acknowledged} writes, {reads} reads in {Time}");
        stale.ShouldBeEmpty();
        acknowledged.ShouldBeGreaterThan(50);
        reads.ShouldBeGreaterThan(200);
        (await At(0).DashboardAsync()).GetProperty("income").GetDecimal().ShouldBe(acknowledged);
    }
}
