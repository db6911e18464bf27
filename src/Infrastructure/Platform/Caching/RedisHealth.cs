using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Rupaya.Infrastructure.Platform.Caching;

/// <summary>Degraded while Redis does not answer: everything goes on without it, slower.</summary>
internal sealed class RedisHealth(RedisConnection redis) : IHealthCheck
{
    public const string Name = "redis";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (answered, _) = await redis.TryAsync(db => db.PingAsync());
        return answered ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("unavailable");
    }
}
