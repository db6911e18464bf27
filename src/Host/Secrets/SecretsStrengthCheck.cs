using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Platform.Caching;

namespace Rupaya.Host.Secrets;

/// <summary>Whether the secrets among the settings could be guessed.</summary>
internal static class SecretsStrengthCheck
{
    private static readonly string[] Keys = ["Security:MasterKey", "Security:TokenSecret"];

    private static readonly string[] Servers =
    [
        "Postgres",
        "PostgresOwner",
        "PostgresAdmin",
        "PostgresMonitor",
        "Redis",
        "RabbitMq",
        "RabbitMqManagement",
    ];

    public static IEnumerable<Finding> Find(IConfiguration configuration) =>
        [
            .. Keys.Select(n => Key(n, configuration[n] ?? "")),
            .. Earlier(configuration, "Security:PreviousMasterKeys"),
            .. Earlier(configuration, "Security:PreviousTokenSecrets"),
            .. Servers.Where(n => IsUsed(n, configuration)).Select(n => Password(n, configuration.GetConnectionString(n)!)),
        ];

    /// <summary>True for a server that these settings have a use for, and an address of.</summary>
    public static bool IsUsed(string name, IConfiguration configuration) =>
        configuration.GetConnectionString(name) is { Length: > 0 }
        && name switch
        {
            "Redis" => RedisUsers.AreNeeded(configuration),
            "RabbitMq" or "RabbitMqManagement" => configuration["Messaging:Transport"] == MessagingOptions.RabbitMq,
            _ => true,
        };

    private static IEnumerable<Finding> Earlier(IConfiguration configuration, string section) =>
        PreviousSecret
            .Split(configuration.GetSection(section).GetChildren().Select(c => c.Value ?? ""))
            .Select((s, i) => Key($"{section} ({i + 1})", PreviousSecret.Parse(s)?.Secret ?? s));

    private static Finding Key(string name, string value) => new($"{name} is random", SecretStrength.OfKey(value));

    private static Finding Password(string name, string address)
    {
        // With a certificate or PGPASSWORD there is none in it.
        var password = Redaction.PasswordsIn(address).LastOrDefault() ?? Environment.GetEnvironmentVariable("PGPASSWORD");
        return new($"ConnectionStrings:{name} has a sound password", SecretStrength.OfPassword(password));
    }
}
