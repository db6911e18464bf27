using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.Schedules;

/// <summary>
/// Runs what is due. Workers share the schedules through skip locked, and the key (schedule, occurrence) makes each occurrence happen once even
/// when a clock is set back. After a pause what was missed is made up for, one occurrence after the other.
/// </summary>
internal sealed partial class Scheduler(
    NpgsqlDataSource database,
    DatabaseGate gate,
    IEnumerable<IScheduledJob> jobs,
    OutboxSignal outbox,
    TimeProvider clock,
    ILogger<Scheduler> logger
) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private const string Begin = "insert into schedules (schedule, next_at) values ($1, $2) on conflict do nothing";

    private const string Claim = "select next_at from schedules where schedule = $1 and next_at <= $2 for update skip locked";

    private const string Mark =
        "insert into schedule_occurrences (schedule, occurrence, ran_at) values ($1, $2, $3) on conflict do nothing returning true";

    private const string Advance = "update schedules set next_at = $2 where schedule = $1";

    /// <summary>Runs everything that is due now; returns how many occurrences happened.</summary>
    public async Task<int> RunDueAsync(CancellationToken cancellation)
    {
        var happened = 0;
        foreach (var job in jobs)
        {
            try
            {
                while (await RunNextAsync(job, cancellation) is { } ran)
                {
                    happened += ran ? 1 : 0;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                NotRun(job.Name, e.Message);
            }
        }
        return happened;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Poll, clock);
        try
        {
            do
            {
                await gate.PassAsync(stoppingToken);
                await RunDueAsync(stoppingToken);
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    /// <summary>Null when nothing is due; false when the occurrence had happened already.</summary>
    private async Task<bool?> RunNextAsync(IScheduledJob job, CancellationToken cancellation)
    {
        var now = clock.NowStored();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ScalarAsync(Command(Begin, Parameter(job.Name), Parameter(job.Next(now))), cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var due = await connection.ReadAsync(
            Command(Claim, Parameter(job.Name), Parameter(now)),
            r => r.GetFieldValue<DateTimeOffset>(0),
            cancellation
        );
        if (due is not [var occurrence])
        {
            return null;
        }
        var first =
            await connection.ScalarAsync(Command(Mark, Parameter(job.Name), Parameter(occurrence), Parameter(now)), cancellation)
            is not null;
        if (first)
        {
            await job.RunAsync(connection, occurrence, cancellation);
        }
        await connection.ScalarAsync(Command(Advance, Parameter(job.Name), Parameter(job.Next(occurrence))), cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        outbox.Raise();
        return first;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Schedule {Schedule} failed and will be tried again: {Reason}")]
    private partial void NotRun(string schedule, string reason);
}
