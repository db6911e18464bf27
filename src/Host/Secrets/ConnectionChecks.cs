using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Messaging.RabbitMq;
using Rupaya.Infrastructure.Platform.Caching;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Host.Secrets;

/// <summary>Whether addresses of servers are there and of the right form, with TLS where they are not on this machine.</summary>
internal static class ConnectionChecks
{
    private static readonly string[] OtherRoles = ["PostgresOwner", "PostgresAdmin", "PostgresMonitor"];

    public static IEnumerable<Finding> Find(IConfiguration configuration)
    {
        yield return Try("Postgres", () => Databases.Settings(configuration, "Postgres"));
        foreach (var other in OtherRoles.Where(n => SecretsStrengthCheck.IsUsed(n, configuration)))
        {
            yield return Try(other, () => Databases.Settings(configuration, other));
        }
        if (RedisUsers.AreNeeded(configuration))
        {
            yield return Try("Redis", () => RedisUsers.Check(configuration));
        }
        if (configuration["Messaging:Transport"] == MessagingOptions.RabbitMq)
        {
            yield return Try("RabbitMq", () => BrokerUsers.Check(configuration));
        }
    }

    private static Finding Try(string name, Action look)
    {
        try
        {
            look();
            return new($"ConnectionStrings:{name}", null);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException)
        {
            return new($"ConnectionStrings:{name}", e.Message);
        }
    }
}
