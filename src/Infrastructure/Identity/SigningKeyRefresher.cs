using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Identity;

/// <summary>Keeps a process's view of the signing keys fresh. A database that is gone only postpones it: known keys go on verifying.</summary>
internal sealed partial class SigningKeyRefresher(
    SigningKeyRing ring,
    DatabaseGate gate,
    IOptions<SecurityOptions> options,
    TimeProvider clock,
    ILogger<SigningKeyRefresher> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.KeyRefreshSeconds), clock);
        do
        {
            try
            {
                await gate.PassAsync(stoppingToken);
                await ring.RefreshAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                NotRefreshed(e.Message);
            }
        } while (await NextAsync(timer, stoppingToken));
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signing keys were not read and will be again: {Reason}")]
    private partial void NotRefreshed(string reason);
}
