using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Platform.Caching;
using StackExchange.Redis;

namespace Rupaya.Infrastructure;

/// <summary>Measures each hour how long the certificates last of the servers that the process speaks TLS with, and of those it is told to watch.</summary>
internal sealed class CertificateGauges(IConfiguration configuration, IOptions<CertificatesOptions> options, TimeProvider clock)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Those that the settings lead to.</summary>
    public IReadOnlyList<WatchedCertificate> Watched =>
        [
            .. new[] { Postgres(), Redis(), RabbitMq() }.OfType<WatchedCertificate>(),
            .. options.Value.Watch.Select(w => WatchedCertificate.Parse(w)!),
        ];

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

    private WatchedCertificate? Postgres()
    {
        var settings = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("Postgres"));
        return settings.SslMode is SslMode.Require or SslMode.VerifyCA or SslMode.VerifyFull && settings.Host is { } host
            ? new WatchedCertificate(WatchedCertificate.PostgreSql, host, settings.Port)
            : null;
    }

    private WatchedCertificate? Redis() =>
        configuration["Cache:Provider"] == CacheOptions.Redis
        && configuration.GetConnectionString("Redis") is { } text
        && ConfigurationOptions.Parse(text) is { Ssl: true } settings
            ? settings.EndPoints[0] switch
            {
                DnsEndPoint server => new WatchedCertificate("redis", server.Host, server.Port),
                IPEndPoint server => new WatchedCertificate("redis", server.Address.ToString(), server.Port),
                _ => null,
            }
            : null;

    private WatchedCertificate? RabbitMq() =>
        configuration["Messaging:Transport"] == MessagingOptions.RabbitMq
        && Uri.TryCreate(configuration.GetConnectionString("RabbitMq"), UriKind.Absolute, out var server)
        && server.Scheme == "amqps"
            ? new WatchedCertificate("rabbitmq", server.Host, server.Port > 0 ? server.Port : 5671)
            : null;
}
