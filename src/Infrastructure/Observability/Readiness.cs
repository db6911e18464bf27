using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Rupaya.Infrastructure.Caching;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Messaging.RabbitMq;
using Rupaya.Infrastructure.Persistence;

namespace Rupaya.Infrastructure.Observability;

/// <param name="Status"><c>ok</c>, <c>degraded</c> (Redis or RabbitMQ gone) or <c>unavailable</c> (PostgreSQL gone, not taking writes, or migrations pending).</param>
/// <param name="Dependencies">By name: <c>ok</c> or what is wrong.</param>
internal sealed record ReadinessReport(string Status, IReadOnlyDictionary<string, string> Dependencies);

/// <summary>Asks each configured dependency, with a limit on every answer.</summary>
internal sealed class Readiness(NpgsqlDataSource database, WriteProbe writes, IConfiguration configuration, IServiceProvider services)
{
    private const string Ok = "ok";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public async Task<ReadinessReport> CheckAsync(CancellationToken cancellation)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal) { ["postgresql"] = await PostgresAsync(cancellation) };
        if (configuration["Cache:Provider"] == "Redis")
        {
            var (answered, _) = await services.GetRequiredService<RedisConnection>().TryAsync(db => db.PingAsync());
            found["redis"] = answered ? Ok : "unavailable";
        }
        if (services.GetService<TopologyGate>() is { } gate)
        {
            found["rabbitmq"] = gate.IsOpen ? Ok : "unavailable";
        }
        var status =
            found["postgresql"] != Ok ? "unavailable"
            : found.Values.All(v => v == Ok) ? Ok
            : "degraded";
        return new ReadinessReport(status, found);
    }

    private async Task<string> PostgresAsync(CancellationToken cancellation)
    {
        try
        {
            if (await NewestMigrationAsync(cancellation).WaitAsync(Limit, cancellation) != Migrator.Newest)
            {
                return "migrations pending";
            }
            return await writes.PassesAsync(cancellation) ? Ok : "writes fail";
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return "unavailable";
        }
    }

    private async Task<string?> NewestMigrationAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("""select max("MigrationId") from "__EFMigrationsHistory" """);
        return await command.ExecuteScalarAsync(cancellation) as string;
    }
}
