using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>Healthy while the database has this build's migrations and takes a write, which is rolled back.</summary>
internal sealed class LedgerHealth(NpgsqlDataSource database, WriteProbe writes) : IHealthCheck
{
    public const string Name = "postgresql";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await NewestMigrationAsync(cancellationToken).WaitAsync(Limit, cancellationToken) != Migrator.Newest
                    ? HealthCheckResult.Unhealthy("migrations pending")
                : await writes.PassesAsync(cancellationToken) ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("writes fail");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("unavailable");
        }
    }

    private async Task<string?> NewestMigrationAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("""select max("MigrationId") from "__EFMigrationsHistory" """);
        return await command.ExecuteScalarAsync(cancellation) as string;
    }
}
