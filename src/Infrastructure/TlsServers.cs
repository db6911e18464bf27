using System.Net;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Platform.Caching;
using StackExchange.Redis;

namespace Rupaya.Infrastructure;

/// <summary>The servers that a process speaks TLS with, as its settings say.</summary>
public static class TlsServers
{
    private const int AmqpsPort = 5671;

    /// <summary>Those whose certificates can be looked at; what is wrong with an address is said elsewhere.</summary>
    /// <param name="configuration">Settings.</param>
    public static IReadOnlyList<WatchedCertificate> In(IConfiguration configuration) =>
        [
            .. new[]
            {
                OrNone(() => Postgres(configuration)),
                OrNone(() => Redis(configuration)),
                Broker(configuration, "RabbitMq", "rabbitmq"),
                Broker(configuration, "RabbitMqManagement", "rabbitmq-management"),
            }.OfType<WatchedCertificate>(),
        ];

    private static WatchedCertificate? OrNone(Func<WatchedCertificate?> look)
    {
        try
        {
            return look();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static WatchedCertificate? Postgres(IConfiguration configuration)
    {
        var settings = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("Postgres"));
        return settings.SslMode is SslMode.Require or SslMode.VerifyCA or SslMode.VerifyFull && settings.Host is { } hosts
            // Of several servers the first; it may have a port of its own.
            ? Of(WatchedCertificate.PostgreSql, hosts.Split(',')[0].Split(':'), settings.Port)
            : null;
    }

    private static WatchedCertificate Of(string name, string[] place, int port) =>
        new(name, place[0], place is [_, var own] && int.TryParse(own, out var number) ? number : port);

    private static WatchedCertificate? Redis(IConfiguration configuration) =>
        configuration["Cache:Provider"] == CacheOptions.Redis
        && configuration.GetConnectionString("Redis") is { } text
        && ConfigurationOptions.Parse(text, ignoreUnknown: true) is { Ssl: true } settings
            ? settings.EndPoints[0] switch
            {
                DnsEndPoint server => new WatchedCertificate("redis", server.Host, server.Port),
                IPEndPoint server => new WatchedCertificate("redis", server.Address.ToString(), server.Port),
                _ => null,
            }
            : null;

    private static WatchedCertificate? Broker(IConfiguration configuration, string setting, string name) =>
        configuration["Messaging:Transport"] == MessagingOptions.RabbitMq
        && Uri.TryCreate(configuration.GetConnectionString(setting), UriKind.Absolute, out var server)
        && server.Scheme is "amqps" or "https"
            ? new WatchedCertificate(name, server.Host, server.Port > 0 ? server.Port : AmqpsPort)
            : null;
}
