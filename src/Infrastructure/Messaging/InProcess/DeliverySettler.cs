using System.Text.Json;
using Microsoft.Extensions.Logging;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Messaging.InProcess;

/// <summary>Runs leased deliveries and settles each on its own: done, put back or dead. The lease is renewed while they run.</summary>
internal sealed partial class DeliverySettler(
    DeliveryQueue queue,
    EffectRunner effects,
    TimeProvider clock,
    ILogger<DeliverySettler> logger
)
{
    private static readonly TimeSpan WithoutDatabase = TimeSpan.FromSeconds(1);

    public async Task RunAsync(EffectDescriptor effect, EffectPolicy policy, LeasedDelivery[] leased, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var renewing = RenewAsync(effect, Ids(leased), over.Token);
        try
        {
            await SettleAsync(effect, policy, leased, stopping);
        }
        catch (Exception e)
        {
            // The lease runs out and somebody takes them again.
            NotSettled(effect.Name, leased.Length, e.Message);
        }
        await over.CancelAsync();
        await renewing;
    }

    private async Task SettleAsync(EffectDescriptor effect, EffectPolicy policy, LeasedDelivery[] leased, CancellationToken stopping)
    {
        var (known, inputs) = await ParseAsync(effect, leased);
        if (known.Count == 0)
        {
            return;
        }
        var failures = await effects.RunAsync(effect, inputs, stopping);
        var done = known.Where((_, i) => failures[i] is null).ToArray();
        if (done.Length > 0)
        {
            await queue.FinishAsync(effect.Name, Ids(done));
        }
        var failed = known.Zip(failures).Where(p => p.Second is not null).ToList();
        if (stopping.IsCancellationRequested)
        {
            await queue.PutBackAsync(effect.Name, Ids(failed.Select(p => p.First)), TimeSpan.Zero, counts: false);
            return;
        }
        foreach (var (delivery, failure) in failed)
        {
            await SettleFailureAsync(effect, policy, delivery, failure!);
        }
    }

    private async Task SettleFailureAsync(EffectDescriptor effect, EffectPolicy policy, LeasedDelivery delivery, Exception failure)
    {
        if (PostgresFaults.WillPass(failure))
        {
            await queue.PutBackAsync(effect.Name, [delivery.MessageId], WithoutDatabase, counts: false);
        }
        else if (delivery.Attempts >= policy.MaxAttempts || failure is PermanentFailureException)
        {
            effects.ReportDead(effect);
            await queue.BuryAsync(effect.Name, delivery.MessageId, $"{failure.GetType().Name}: {failure.Message}");
        }
        else
        {
            await queue.PutBackAsync(effect.Name, [delivery.MessageId], policy.Backoff(delivery.Attempts), counts: true);
        }
    }

    /// <summary>Buries what does not parse.</summary>
    private async Task<(List<LeasedDelivery> Known, List<EffectInput> Inputs)> ParseAsync(EffectDescriptor effect, LeasedDelivery[] leased)
    {
        var (known, inputs) = (new List<LeasedDelivery>(leased.Length), new List<EffectInput>(leased.Length));
        foreach (var delivery in leased)
        {
            try
            {
                var message = JsonSerializer.Deserialize(delivery.Body, effect.MessageType, Json.Options);
                inputs.Add(new EffectInput(message ?? throw new JsonException("null"), delivery.TraceParent, delivery.CreatedAt));
                known.Add(delivery);
            }
            catch (JsonException e)
            {
                effects.ReportDead(effect);
                await queue.BuryAsync(effect.Name, delivery.MessageId, $"undeserialisable: {e.Message}");
            }
        }
        return (known, inputs);
    }

    private async Task RenewAsync(EffectDescriptor effect, Guid[] ids, CancellationToken over)
    {
        using var timer = new PeriodicTimer(DeliveryQueue.Lease / 3, clock);
        while (!over.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(over);
                await queue.RenewAsync(effect.Name, ids, over);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                NotSettled(effect.Name, ids.Length, e.Message);
            }
        }
    }

    private static Guid[] Ids(IEnumerable<LeasedDelivery> deliveries) => [.. deliveries.Select(d => d.MessageId)];

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} deliveries of {Effect} could not be settled: {Reason}")]
    private partial void NotSettled(string effect, int count, string reason);
}
