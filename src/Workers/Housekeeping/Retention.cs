using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.Housekeeping;

/// <summary>Removes rows whose time is over, each kind by itself: one that fails does not keep the others from going.</summary>
internal sealed partial class Retention
{
    private readonly NpgsqlDataSource _database;
    private readonly IReadOnlyList<RetentionTask> _tasks;
    private readonly TimeProvider _clock;
    private readonly ILogger<Retention> _logger;

    public Retention(
        NpgsqlDataSource database,
        IOptions<RetentionOptions> kept,
        IOptions<SecurityOptions> security,
        TimeProvider clock,
        ILogger<Retention> logger
    )
    {
        _database = database;
        _tasks = RetentionTask.All(kept.Value, security.Value.AuditRetentionDays);
        _clock = clock;
        _logger = logger;
        foreach (var task in _tasks)
        {
            HousekeepingTelemetry.Removed(task.Name, 0);
        }
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var task in _tasks)
        {
            try
            {
                HousekeepingTelemetry.Removed(task.Name, await RemoveAsync(task, cancellation));
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException && !cancellation.IsCancellationRequested)
            {
                NotRemoved(task.Name, e.Message);
            }
        }
    }

    private async Task<long> RemoveAsync(RetentionTask task, CancellationToken cancellation)
    {
        await using var batch = _database.CreateBatch();
        // The first hour after a period was shortened has much to remove.
        batch.Timeout = 300;
        batch.BatchCommands.Add(Command(task.Text, Parameter(_clock.GetUtcNow() - task.Kept)));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (await reader.ReadAsync(cancellation))
        {
            return reader.GetInt64(0);
        }
        await reader.CloseAsync();
        return reader.RecordsAffected;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Housekeeping of {Kind} failed and will be tried again: {Reason}")]
    private partial void NotRemoved(string kind, string reason);
}
