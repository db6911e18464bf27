using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Messaging.InProcess;

/// <summary>Claims deliveries, each effect with a concurrency of its own, and hands them to be settled until the process stops.</summary>
internal sealed partial class DeliveryRunner(
    DatabaseGate gate,
    DeliveryQueue queue,
    EffectCatalog catalog,
    EffectTable table,
    DeliverySettler settler,
    DeliverySignal signal,
    IOptions<MessagingOptions> options,
    TimeProvider clock,
    ILogger<DeliveryRunner> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await AnnounceAsync(stoppingToken);
        await Task.WhenAll(catalog.All.Select(effect => LoopAsync(effect, options.Value.For(effect), stoppingToken)));
    }

    /// <summary>From now on every dispatcher, also of an older build, has deliveries for the effects of this process.</summary>
    private async Task AnnounceAsync(CancellationToken stopping)
    {
        for (var announced = false; !announced && !stopping.IsCancellationRequested; )
        {
            try
            {
                await gate.PassAsync(stopping);
                await table.WriteAsync(stopping);
                announced = true;
            }
            catch (Exception e)
            {
                NotAnnounced(e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task LoopAsync(EffectDescriptor effect, EffectPolicy policy, CancellationToken stopping)
    {
        var running = new HashSet<Task>();
        while (!stopping.IsCancellationRequested)
        {
            var woken = signal.Next;
            try
            {
                running.RemoveWhere(t => t.IsCompleted);
                await gate.PassAsync(stopping);
                var claimed = await ClaimAsync(effect, policy, running, stopping);
                await WaitAsync(running, policy.Concurrency, claimed, woken, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                ClaimFailed(effect.Name, e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        await Task.WhenAll(running);
    }

    /// <summary>Starts a task for each batch; one that takes single messages gets as many as places are free.</summary>
    private async Task<int> ClaimAsync(EffectDescriptor effect, EffectPolicy policy, HashSet<Task> running, CancellationToken stopping)
    {
        var atMost = policy.Batch > 1 ? policy.Batch : policy.Concurrency - running.Count;
        var leased = await queue.ClaimAsync(effect.Name, atMost, stopping);
        foreach (var batch in leased.Chunk(policy.Batch))
        {
            running.Add(settler.RunAsync(effect, policy, batch, stopping));
        }
        return leased.Count;
    }

    /// <summary>With all places taken until one is free; with free places until something new may be there.</summary>
    private async Task WaitAsync(HashSet<Task> running, int limit, int claimed, Task woken, CancellationToken stopping)
    {
        if (running.Count >= limit)
        {
            await Task.WhenAny(running).WaitAsync(stopping);
        }
        else if (claimed == 0)
        {
            // With RabbitMQ this runner only finishes what an embedded process of the same database left behind.
            var poll = TimeSpan.FromMilliseconds(options.Value.Transport == "InProcess" ? options.Value.PollMs : 5000);
            await Task.WhenAny([.. running, woken, Task.Delay(poll, clock, stopping)]);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The effects of this process could not be announced: {Reason}")]
    private partial void NotAnnounced(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Deliveries of {Effect} could not be claimed: {Reason}")]
    private partial void ClaimFailed(string effect, string reason);
}
