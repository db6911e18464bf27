using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Rupaya.Infrastructure.Messaging.RabbitMq;

/// <summary>
/// Starts the bus anew when queues of this process stay undeclared although the broker takes connections. MassTransit tries again by itself
/// after most faults, but gives an endpoint up for good when the broker dies at the wrong moment of its start: nothing would consume until
/// somebody restarts the process.
/// </summary>
internal sealed partial class BusWatch(
    IBusControl bus,
    TopologyGate gate,
    IConfiguration configuration,
    IOptions<MessagingOptions> options,
    TimeProvider clock,
    ILogger<BusWatch> logger
) : BackgroundService
{
    private const int LooksUntilStuck = 6;

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.FromSeconds(options.Value.StuckSeconds) / LooksUntilStuck;
        for (var looks = 0; ; )
        {
            await Task.Delay(pause, clock, stoppingToken);
            // Without a broker there is nothing to declare on: the count begins when it is back.
            looks = !gate.IsOpen && await AnswersAsync(stoppingToken) ? looks + 1 : 0;
            if (looks == LooksUntilStuck)
            {
                await RestartAsync(stoppingToken);
                looks = 0;
            }
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await BrokerAccess.ConnectAsync(configuration, ConnectLimit, cancellation);
            return connection.IsOpen;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task RestartAsync(CancellationToken cancellation)
    {
        LogStuck(options.Value.StuckSeconds);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(StopLimit);
            await bus.StopAsync(limit.Token);
            await bus.StartAsync(limit.Token);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // It is tried again when as much time has passed.
            LogFailed(e);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Queues of this process are not declared after {Seconds} s although the broker answers: the bus is started anew"
    )]
    private partial void LogStuck(int seconds);

    [LoggerMessage(LogLevel.Error, "The bus could not be started anew")]
    private partial void LogFailed(Exception e);
}
