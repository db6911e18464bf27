using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>Healthy while this build can work with the database's schema and a write passes, which is rolled back.</summary>
internal sealed class LedgerHealth(NpgsqlDataSource database, WriteProbe writes) : IHealthCheck
{
    public const string Name = "postgresql";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task<SchemaState>? _reading;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var schema = await ReadAsync().WaitAsync(Limit, cancellationToken);
            return schema.Problem(Migrator.Newest) is { } problem ? HealthCheckResult.Unhealthy(problem)
                : await writes.PassesAsync(cancellationToken) ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("writes fail");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("unavailable");
        }
    }

    // Where one hangs the next probe waits for the same, so that probes do not pile up before a server that is busy as it is.
    private Task<SchemaState> ReadAsync()
    {
        lock (_gate)
        {
            return _reading is { IsCompleted: false } ? _reading : _reading = SchemaState.ReadAsync(database, CancellationToken.None);
        }
    }
}
