using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Persistence;
using Rupaya.Infrastructure.Web;

namespace Rupaya.Infrastructure.Messaging.InProcess;

/// <summary>Runs leased deliveries, each effect with a concurrency of its own, until they are done, put back or dead.</summary>
internal sealed partial class DeliveryRunner(
    DeliveryQueue queue,
    EffectCatalog catalog,
    EffectRunner effects,
    DeliverySignal signal,
    IOptions<MessagingOptions> options,
    TimeProvider clock,
    ILogger<DeliveryRunner> logger
) : BackgroundService
{
    private static readonly TimeSpan WithoutDatabase = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(catalog.All.Select(effect => LoopAsync(effect, stoppingToken)));

    private async Task LoopAsync(EffectDescriptor effect, CancellationToken stopping)
    {
        var running = new HashSet<Task>();
        var limit = options.Value.ConcurrencyOf(effect.Name);
        while (!stopping.IsCancellationRequested)
        {
            var woken = signal.Next;
            try
            {
                running.RemoveWhere(t => t.IsCompleted);
                var leased = await queue.ClaimAsync(effect.Name, limit - running.Count, stopping);
                foreach (var delivery in leased)
                {
                    running.Add(RunAsync(effect, delivery, stopping));
                }
                await WaitAsync(running, limit, leased.Count, woken, stopping);
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

    private async Task RunAsync(EffectDescriptor effect, LeasedDelivery delivery, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var renewing = RenewAsync(effect, delivery, over.Token);
        try
        {
            await SettleAsync(effect, delivery, stopping);
        }
        catch (Exception e)
        {
            // The lease runs out and somebody takes it again.
            NotSettled(effect.Name, delivery.MessageId, e.Message);
        }
        await over.CancelAsync();
        await renewing;
    }

    private async Task SettleAsync(EffectDescriptor effect, LeasedDelivery delivery, CancellationToken stopping)
    {
        object? message;
        try
        {
            message = JsonSerializer.Deserialize(delivery.Body, effect.MessageType, Json.Options);
        }
        catch (JsonException e)
        {
            await queue.BuryAsync(effect.Name, delivery.MessageId, $"undeserialisable: {e.Message}");
            return;
        }
        var failure = await effects.RunAsync(effect, message!, delivery.TraceParent, delivery.CreatedAt, stopping);
        if (failure is null)
        {
            await queue.FinishAsync(effect.Name, delivery.MessageId);
        }
        else if (stopping.IsCancellationRequested)
        {
            await queue.PutBackAsync(effect.Name, delivery.MessageId, TimeSpan.Zero, counts: false);
        }
        else if (PostgresFaults.IsGone(failure))
        {
            await queue.PutBackAsync(effect.Name, delivery.MessageId, WithoutDatabase, counts: false);
        }
        else if (delivery.Attempts >= options.Value.MaxAttempts)
        {
            effects.ReportDead(effect);
            await queue.BuryAsync(effect.Name, delivery.MessageId, $"{failure.GetType().Name}: {failure.Message}");
        }
        else
        {
            await queue.PutBackAsync(effect.Name, delivery.MessageId, options.Value.Backoff(delivery.Attempts), counts: true);
        }
    }

    private async Task RenewAsync(EffectDescriptor effect, LeasedDelivery delivery, CancellationToken over)
    {
        using var timer = new PeriodicTimer(DeliveryQueue.Lease / 3, clock);
        while (!over.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(over);
                await queue.RenewAsync(effect.Name, delivery.MessageId, over);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                NotSettled(effect.Name, delivery.MessageId, e.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Deliveries of {Effect} could not be claimed: {Reason}")]
    private partial void ClaimFailed(string effect, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {MessageId} of {Effect} could not be settled: {Reason}")]
    private partial void NotSettled(string effect, Guid messageId, string reason);
}
