using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Messaging.Operations;

/// <summary>Measures the queues in a process that works, the same on both transports, so that a scrape never asks broker or database.</summary>
internal sealed partial class QueueGauges(IQueueOperations queues, TimeProvider clock, ILogger<QueueGauges> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            do
            {
                await MeasureAsync(stoppingToken);
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    private async Task MeasureAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var queue in await queues.ListAsync(cancellation) ?? [])
            {
                UsageTelemetry.Queue(queue.Name, queue.Ready, queue.Unacked, queue.DeadLettered, queue.Consumers);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotMeasured(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The queues could not be measured: {Reason}")]
    private partial void NotMeasured(string reason);
}
