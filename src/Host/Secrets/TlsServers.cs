using System.Globalization;
using Npgsql;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Platform.Caching;

namespace Rupaya.Host.Secrets;

/// <summary>The servers of the settings that are spoken to over TLS.</summary>
internal static class TlsServers
{
    /// <returns>Its name, where it is, and whether it has to be asked for TLS first.</returns>
    public static IEnumerable<(string What, string Host, int Port, bool Postgres)> In(IConfiguration configuration)
    {
        if (Postgres(configuration) is { } database)
        {
            yield return database;
        }
        if (Redis(configuration) is { } cache)
        {
            yield return cache;
        }
        foreach (
            var (name, setting, port) in new[] { ("RabbitMQ", "RabbitMq", 5671), ("RabbitMQ's management", "RabbitMqManagement", 443) }
        )
        {
            if (
                configuration["Messaging:Transport"] == MessagingOptions.RabbitMq
                && Uri.TryCreate(configuration.GetConnectionString(setting), UriKind.Absolute, out var address)
                && address.Scheme is "amqps" or "https"
            )
            {
                yield return (name, address.Host, address.Port > 0 ? address.Port : port, false);
            }
        }
    }

    private static (string, string, int, bool)? Postgres(IConfiguration configuration)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("Postgres"));
            return settings.SslMode is SslMode.Require or SslMode.VerifyCA or SslMode.VerifyFull && settings.Host is { } hosts
                ? ("PostgreSQL", hosts.Split(',')[0].Split(':')[0], settings.Port, true)
                : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static (string, string, int, bool)? Redis(IConfiguration configuration)
    {
        var parts = (configuration.GetConnectionString("Redis") ?? "").Split(',', StringSplitOptions.TrimEntries);
        var at = parts[0].Split(':');
        return
            RedisUsers.AreNeeded(configuration)
            && parts.Contains("ssl=true", StringComparer.OrdinalIgnoreCase)
            && at is [var host, var port]
            && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? ("Redis", host, number, false)
            : null;
    }
}
