using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure;

/// <summary>
/// Shows to operators what <c>/health/ready</c> says to balancers. A database that answers and whose schema does not fit is told apart from one
/// that does not answer: something else has to be done about it.
/// </summary>
internal sealed class DependencyGauges : IHealthCheckPublisher
{
    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        foreach (var (name, entry) in report.Entries)
        {
            var misfit = name == LedgerHealth.Name && entry.Description is SchemaState.Pending or SchemaState.TooNew;
            UsageTelemetry.Dependency(name, misfit || entry.Status == HealthStatus.Healthy);
            if (name == LedgerHealth.Name)
            {
                UsageTelemetry.Dependency("schema", !misfit);
            }
        }
        return Task.CompletedTask;
    }
}
