using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Notifications.Webhooks;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Workers.DeliverWebhook;

/// <summary>Sends what is due, some at once, and stores each attempt. Runs in every worker; they share the work through skip locked.</summary>
internal sealed partial class WebhookSender(
    DatabaseGate gate,
    WebhookQueue queue,
    WebhookClient client,
    WebhookSecrets secrets,
    WebhookSignal signal,
    IOptions<WebhookOptions> options,
    TimeProvider clock,
    ILogger<WebhookSender> logger
) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private const int PerReceiver = 4;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new Dictionary<Task, Guid>();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await gate.PassAsync(stoppingToken);
                await SendDueAsync(running, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                NotClaimed(e.Message);
                await Task.Delay(Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        await Task.WhenAll(running.Keys);
    }

    private async Task SendDueAsync(Dictionary<Task, Guid> running, CancellationToken stopping)
    {
        foreach (var over in running.Keys.Where(t => t.IsCompleted).ToList())
        {
            running.Remove(over);
        }
        Guid[] busy = [.. running.Values.GroupBy(w => w).Where(g => g.Count() >= PerReceiver).Select(g => g.Key)];
        var due = await queue.ClaimAsync(options.Value.Concurrency - running.Count, busy, stopping);
        foreach (var delivery in due)
        {
            running.Add(SendAsync(delivery), delivery.WebhookId);
        }
        if (running.Count >= options.Value.Concurrency)
        {
            await Task.WhenAny(running.Keys).WaitAsync(stopping);
        }
        else if (due.Count == 0)
        {
            // One that ends may leave room for another of the same receiver.
            await Task.WhenAny([signal.WaitAsync(Poll, stopping), .. running.Keys]);
        }
    }

    // A request under way is finished before the process stops: it is bounded, and its receiver has it already.
    private async Task SendAsync(DueDelivery delivery)
    {
        var started = clock.GetTimestamp();
        try
        {
            var answer = await AskAsync(delivery);
            await Failpoints.HitAsync(Failpoints.AfterWebhookBeforeRecord);
            await queue.SettleAsync(delivery, answer, clock.GetElapsedTime(started));
            Telemetry.Webhooks.Add(1, Telemetry.Result(answer.Error is null ? "delivered" : "failed"));
        }
        catch (Exception e)
        {
            // The lease runs out and somebody sends it again.
            NotSettled(delivery.DeliveryId, e.Message);
        }
    }

    /// <summary>Whatever is wrong with it is an attempt that failed, so that nothing is tried without pause or end.</summary>
    private async Task<WebhookAnswer> AskAsync(DueDelivery delivery)
    {
        try
        {
            string[] opened =
            [
                .. new[] { delivery.Secret, delivery.PreviousSecret }.OfType<byte[]>().Select(s => secrets.Open(delivery.WebhookId, s)),
            ];
            return await client.SendAsync(
                new Uri(delivery.Url),
                opened,
                delivery.DeliveryId,
                delivery.Event,
                delivery.Body,
                clock.GetUtcNow()
            );
        }
        catch (Exception e)
        {
            NotAsked(delivery.DeliveryId, e.Message);
            return new WebhookAnswer(null, "could not be sent");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook deliveries could not be claimed: {Reason}")]
    private partial void NotClaimed(string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Webhook delivery {DeliveryId} could not be settled and will be tried again: {Reason}"
    )]
    private partial void NotSettled(Guid deliveryId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook delivery {DeliveryId} could not be sent: {Reason}")]
    private partial void NotAsked(Guid deliveryId, string reason);
}
