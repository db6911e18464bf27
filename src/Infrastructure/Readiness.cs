using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Rupaya.Infrastructure;

/// <param name="Status"><c>ok</c>, <c>degraded</c> (Redis or RabbitMQ gone) or <c>unavailable</c> (PostgreSQL gone, not taking writes, migrations pending or schema too new).</param>
/// <param name="Dependencies">By name: <c>ok</c> or what is wrong.</param>
internal sealed record ReadinessReport(string Status, IReadOnlyDictionary<string, string> Dependencies);

/// <summary>Runs the health checks of all rooms and says what they found in the words of <c>/health/ready</c>.</summary>
internal sealed class Readiness(HealthCheckService checks)
{
    private const string Ok = "ok";
    private const string Unavailable = "unavailable";

    public async Task<ReadinessReport> CheckAsync(CancellationToken cancellation)
    {
        var report = await checks.CheckHealthAsync(cancellation);
        var status = report.Status switch
        {
            HealthStatus.Healthy => Ok,
            HealthStatus.Degraded => "degraded",
            _ => Unavailable,
        };
        return new ReadinessReport(status, report.Entries.ToDictionary(e => e.Key, e => Word(e.Value), StringComparer.Ordinal));
    }

    // What a check threw is for nobody outside.
    private static string Word(HealthReportEntry entry) =>
        entry.Status == HealthStatus.Healthy ? Ok
        : entry.Exception is null ? entry.Description ?? Unavailable
        : Unavailable;
}
