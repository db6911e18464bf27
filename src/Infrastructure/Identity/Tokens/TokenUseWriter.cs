using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Identity.Tokens;

/// <summary>Writes down every few seconds, and when the process stops, how tokens were used.</summary>
internal sealed partial class TokenUseWriter(
    TokenUses uses,
    DeprecatedCalls deprecated,
    DatabaseGate gate,
    TimeProvider clock,
    ILogger<TokenUseWriter> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await gate.PassAsync(stoppingToken);
                await WriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            await WriteAsync(CancellationToken.None);
        }
    }

    private async Task WriteAsync(CancellationToken cancellation)
    {
        try
        {
            await uses.WriteAsync(cancellation);
            await deprecated.WriteAsync(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // What was counted is lost; who used a token how often is not worth a request's time.
            NotWritten(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "How tokens were used was not written down: {Reason}")]
    private partial void NotWritten(string reason);
}
