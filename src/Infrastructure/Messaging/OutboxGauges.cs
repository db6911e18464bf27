using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Messaging;

/// <summary>Measures the outbox every few seconds, so that a scrape never queries the database.</summary>
internal sealed partial class OutboxGauges(NpgsqlDataSource database, TimeProvider clock, ILogger<OutboxGauges> logger) : BackgroundService
{
    private const string Measure = """
        select (select count(*) from outbox),
               coalesce(extract(epoch from clock_timestamp() - (select created_at from outbox order by id limit 1)), 0)::float8,
               (select count(*) from outbox_dead) + (select count(*) from deliveries where dead_reason is not null)
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await MeasureAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    private async Task MeasureAsync(CancellationToken cancellation)
    {
        try
        {
            await using var command = database.CreateCommand(Measure);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            Telemetry.SetOutbox(reader.GetInt64(0), Math.Max(0, reader.GetDouble(1)), reader.GetInt64(2));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotMeasured(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The outbox could not be measured: {Reason}")]
    private partial void NotMeasured(string reason);
}
