using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Observability;
using Rupaya.Infrastructure.Webhooks;

namespace Rupaya.Workers.DeliverWebhook;

/// <summary>Sends what is due, some at once, and stores each attempt. Runs in every worker; they share the work through skip locked.</summary>
internal sealed partial class WebhookSender(
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new HashSet<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                running.RemoveWhere(t => t.IsCompleted);
                var due = await queue.ClaimAsync(options.Value.Concurrency - running.Count, stoppingToken);
                foreach (var delivery in due)
                {
                    running.Add(SendAsync(delivery));
                }
                if (running.Count >= options.Value.Concurrency)
                {
                    await Task.WhenAny(running).WaitAsync(stoppingToken);
                }
                else if (due.Count == 0)
                {
                    await signal.WaitAsync(Poll, stoppingToken);
                }
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
        await Task.WhenAll(running);
    }

    // A request under way is finished before the process stops: it is bounded, and its receiver has it already.
    private async Task SendAsync(DueDelivery delivery)
    {
        var started = clock.GetTimestamp();
        try
        {
            var secret = secrets.Open(delivery.WebhookId, delivery.Secret);
            var answer = await client.SendAsync(new Uri(delivery.Url), secret, delivery.DeliveryId, delivery.Event, delivery.Body);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "Webhook deliveries could not be claimed: {Reason}")]
    private partial void NotClaimed(string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Webhook delivery {DeliveryId} could not be settled and will be tried again: {Reason}"
    )]
    private partial void NotSettled(Guid deliveryId, string reason);
}
