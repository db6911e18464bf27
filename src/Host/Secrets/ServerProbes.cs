using Npgsql;
using Rupaya.Host.Commands;
using Rupaya.Infrastructure;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Mail;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Messaging.RabbitMq;
using Rupaya.Infrastructure.Platform.Caching;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Host.Secrets;

/// <summary>One round trip to each server, with the login of the settings.</summary>
internal static class ServerProbes
{
    private static readonly string[] Roles = ["Postgres", "PostgresOwner", "PostgresAdmin"];

    public static async Task<List<Finding>> FindAsync(RotationContext context)
    {
        var configuration = context.Configuration;
        var findings = new List<Finding>();
        foreach (var role in Roles.Where(n => SecretsStrengthCheck.IsUsed(n, configuration)))
        {
            findings.Add(await TryAsync($"PostgreSQL answers {role}", () => AskPostgresAsync(configuration, role)));
        }
        findings.Add(await TryAsync("the master key opens what is sealed", () => OpenAsync(context)));
        if (RedisUsers.AreNeeded(configuration))
        {
            findings.Add(await TryAsync("Redis answers", () => AskRedisAsync(configuration)));
        }
        if (configuration["Messaging:Transport"] == MessagingOptions.RabbitMq)
        {
            findings.Add(await TryAsync("RabbitMQ answers", () => BrokerUsers.SignInAsync(configuration)));
        }
        if (SecretsStrengthCheck.IsUsed("RabbitMqManagement", configuration))
        {
            findings.Add(await TryAsync("RabbitMQ's management answers", () => AskManagementAsync(configuration)));
        }
        if (configuration["Mail:Host"] is { Length: > 0 })
        {
            findings.Add(await TryAsync("the mail server answers", () => MailServer.SignInAsync(configuration)));
        }
        findings.AddRange(await CertificatesAsync(configuration, context.Now));
        return findings;
    }

    private static async Task AskPostgresAsync(IConfiguration configuration, string role)
    {
        var settings = Databases.Settings(configuration, role);
        settings.Pooling = false;
        await using var source = NpgsqlDataSource.Create(settings);
        await using var command = source.CreateCommand("select 1");
        await command.ExecuteScalarAsync();
    }

    // A wrong one is found before somebody signs in.
    private static async Task OpenAsync(RotationContext context)
    {
        await using var app = CommandHost.Build(context.Arguments.Settings, context.Store.Settings);
        var left = await app.Services.GetRequiredService<SealedColumns>().UnknownAsync(CancellationToken.None);
        if (left > 0)
        {
            throw new InvalidOperationException($"{left} keys were sealed under a master key that is not among the settings.");
        }
    }

    private static async Task AskRedisAsync(IConfiguration configuration)
    {
        await using var redis = await RedisUsers.ConnectAsync(configuration);
        await redis.PingAsync();
    }

    private static async Task AskManagementAsync(IConfiguration configuration)
    {
        using var management = new BrokerUsers(new Uri(configuration.GetConnectionString("RabbitMqManagement")!));
        await management.WhoAsync();
    }

    // One that shows none is away, or speaks no TLS.
    private static async Task<List<Finding>> CertificatesAsync(IConfiguration configuration, DateTimeOffset now)
    {
        var findings = new List<Finding>();
        foreach (var server in TlsServers.In(configuration))
        {
            findings.Add(
                await server.EndAsync(CancellationToken.None) is { } end
                    ? CertificateChecks.Of(server.Name, end, now)
                    : new($"the certificate of {server.Name} lasts", "it showed none")
            );
        }
        return findings;
    }

    private static async Task<Finding> TryAsync(string what, Func<Task> ask)
    {
        try
        {
            await ask();
            return new(what, null);
        }
        // Whatever keeps it from answering is the answer: one server's trouble must not keep the others from being asked.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new(what, e.Message);
        }
    }
}
