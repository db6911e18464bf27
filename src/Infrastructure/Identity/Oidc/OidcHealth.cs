using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>Whether a provider can be asked. Never more than degraded: there are other ways in.</summary>
internal sealed class OidcHealth(OidcProvider provider) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await provider.UnavailableAsync(cancellationToken) is null
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("does not answer as it should");
}
