using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Rupaya.Infrastructure.Messaging.RabbitMq;

/// <summary>Degraded while RabbitMQ is gone: what is to be published waits in the outbox.</summary>
internal sealed class RabbitMqHealth(TopologyGate gate) : IHealthCheck
{
    public const string Name = "rabbitmq";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(gate.IsOpen ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("unavailable"));
}
