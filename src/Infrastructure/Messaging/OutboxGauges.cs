using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Messaging;

/// <summary>Measures the outbox every few seconds, so that a scrape never queries the database.</summary>
internal sealed partial class OutboxGauges(
    NpgsqlDataSource database,
    DatabaseGate gate,
    MessagingRole role,
    TimeProvider clock,
    ILogger<OutboxGauges> logger
) : BackgroundService
{
    private const string Measure = """
        select (select count(*) from outbox),
               coalesce(extract(epoch from clock_timestamp() - (select created_at from outbox order by id limit 1)), 0)::float8,
               (select count(*) from outbox_dead) + (select count(*) from deliveries where dead_reason is not null)
        """;

    private static readonly TimeSpan TellEvery = TimeSpan.FromMinutes(1);

    private long? _told;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await gate.PassAsync(stoppingToken);
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
            var (pending, oldest, dead) = (reader.GetInt64(0), Math.Max(0, reader.GetDouble(1)), reader.GetInt64(2));
            Telemetry.SetOutbox(pending, oldest, dead);
            Tell(pending, oldest, dead);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotMeasured(e.Message);
        }
    }

    /// <summary>Once a minute and from the workers, for who watches the log and no metrics.</summary>
    private void Tell(long pending, double oldest, long dead)
    {
        if (role.Consumes && (_told is not { } told || clock.GetElapsedTime(told) >= TellEvery))
        {
            _told = clock.GetTimestamp();
            Gauges(pending, Math.Round(oldest, 1), dead);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        EventName = "gauges",
        Message = "{OutboxPending} messages wait, the oldest for {OutboxOldestSeconds} s; {DeadLetters} were given up"
    )]
    private partial void Gauges(long outboxPending, double outboxOldestSeconds, long deadLetters);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The outbox could not be measured: {Reason}")]
    private partial void NotMeasured(string reason);
}
