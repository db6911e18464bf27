using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Postgres;

/// <summary>Says once a minute that this process is at work, so that no contract step takes away what its build needs.</summary>
internal sealed partial class BuildBeacon(
    NpgsqlDataSource database,
    DatabaseGate gate,
    ProcessInfo process,
    TimeProvider clock,
    ILogger<BuildBeacon> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Guid _processId = Guid.CreateVersion7();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await gate.PassAsync(stoppingToken);
                await NoteAsync(stoppingToken);
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    private async Task NoteAsync(CancellationToken cancellation)
    {
        try
        {
            await using var batch = database.CreateBatch();
            foreach (var command in SchemaBuilds.Note(_processId, process, clock.GetUtcNow()))
            {
                batch.BatchCommands.Add(command);
            }
            await batch.ExecuteNonQueryAsync(cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            NotNoted(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "This process could not be noted as being at work: {Reason}")]
    private partial void NotNoted(string reason);
}
