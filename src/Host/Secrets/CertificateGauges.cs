using System.Net.Sockets;
using System.Security.Authentication;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Host.Secrets;

/// <summary>Asks the servers of a process that works, once an hour, until when their certificates last.</summary>
internal sealed partial class CertificateGauges(IConfiguration configuration, TimeProvider clock, ILogger<CertificateGauges> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            do
            {
                foreach (var (what, host, port, postgres) in TlsServers.In(configuration))
                {
                    await MeasureAsync(NameOf(what), host, port, postgres);
                }
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    /// <summary>As a label.</summary>
    public static string NameOf(string what) => what.ToLowerInvariant().Replace("'s ", "-", StringComparison.Ordinal);

    private async Task MeasureAsync(string name, string host, int port, bool postgres)
    {
        try
        {
            if (await PresentedCertificate.EndOfAsync(host, port, postgres) is { } ends)
            {
                CertificateTelemetry.Lasts(name, ends - clock.GetUtcNow());
            }
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException or OperationCanceledException)
        {
            NotAsked(name, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Name} did not show its certificate: {Reason}")]
    private partial void NotAsked(string name, string reason);
}
