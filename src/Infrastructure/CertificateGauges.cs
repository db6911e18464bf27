using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure;

/// <summary>Measures each hour how long the certificates last of the servers that the process speaks TLS with, and of those it is told to watch.</summary>
internal sealed class CertificateGauges(IConfiguration configuration, IOptions<CertificatesOptions> options, TimeProvider clock)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Those that the settings lead to.</summary>
    public IReadOnlyList<WatchedCertificate> Watched =>
        [.. TlsServers.In(configuration), .. options.Value.Watch.Select(w => WatchedCertificate.Parse(w)!)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                foreach (var watched in Watched)
                {
                    if (await watched.EndAsync(stoppingToken) is { } end)
                    {
                        UsageTelemetry.CertificateExpiry.Record(
                            (end - clock.GetUtcNow()).TotalSeconds,
                            UsageTelemetry.Tag("name", watched.Name)
                        );
                    }
                }
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }
}
