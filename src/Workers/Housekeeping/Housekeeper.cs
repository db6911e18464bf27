using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.Housekeeping;

/// <summary>
/// Removes what has served its time: idempotency records after 48 hours, uploads whose client vanished, sessions long over, tokens and counters
/// nobody needs, audit rows past their retention, and users who asked to be forgotten. Announces imports
/// again that nobody finished, for a broker may have lost what PostgreSQL remembers, and gives them up after a day. Takes over new exchange rates, and folds
/// books that no message told of.
/// </summary>
internal sealed partial class Housekeeper(
    NpgsqlDataSource database,
    DatabaseGate gate,
    StaleImports stale,
    Erasures erasures,
    RateRefresh rates,
    LaggingBooks lagging,
    IOptions<HousekeepingOptions> schedule,
    IOptions<SecurityOptions> options,
    TimeProvider clock,
    ILogger<Housekeeper> logger
) : BackgroundService
{
    private static readonly TimeSpan PurgeInterval = TimeSpan.FromHours(1);

    [AcrossBooks("Once a minute: uploads that ended in whatever book.")]
    private const string ForgetUploads = "delete from imports where status = 'uploading' and created_at < $1";

    [AcrossBooks("Once a minute: invitations that are over in whatever book.")]
    private const string ForgetInvitations = "delete from invitations where accepted_at is null and expires_at < $1";

    private DateTimeOffset _purgedAt = DateTimeOffset.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(schedule.Value.Seconds), clock);
        try
        {
            do
            {
                await gate.PassAsync(stoppingToken);
                await SweepAsync(stoppingToken);
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    /// <summary>Each task by itself: one that fails does not keep the others from their turn.</summary>
    private async Task SweepAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        Func<Task>[] tasks =
        [
            () => ForgetAsync(now, cancellation),
            () => stale.AnnounceAgainAsync(cancellation),
            () => erasures.RunAsync(cancellation),
            () => rates.RunAsync(cancellation),
            () => lagging.CatchUpAsync(cancellation),
            () => PurgeAuditAsync(now, cancellation),
        ];
        foreach (var task in tasks)
        {
            try
            {
                await task();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                NotSwept(e.Message);
            }
        }
    }

    private async Task ForgetAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Command("delete from idempotency_keys where created_at < $1", Parameter(now.AddHours(-48))));
        batch.BatchCommands.Add(Command(ForgetUploads, Parameter(now.AddHours(-1))));
        batch.BatchCommands.Add(Command("delete from sessions where expires_at < $1", Parameter(now.AddDays(-30))));
        batch.BatchCommands.Add(Command("delete from mfa_challenges where expires_at < $1", Parameter(now.AddDays(-1))));
        batch.BatchCommands.Add(Command("delete from account_tokens where expires_at < $1", Parameter(now.AddDays(-7))));
        batch.BatchCommands.Add(Command("delete from signin_attempts where updated_at < $1", Parameter(now.AddDays(-2))));
        batch.BatchCommands.Add(Command("delete from signing_keys where expires_at < $1", Parameter(now.AddDays(-1))));
        batch.BatchCommands.Add(Command(ForgetInvitations, Parameter(now.AddDays(-30))));
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private async Task PurgeAuditAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        if (options.Value.AuditRetentionDays <= 0 || now - _purgedAt < PurgeInterval)
        {
            return;
        }
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Command("select purge_audit($1)", Parameter(now.AddDays(-options.Value.AuditRetentionDays))));
        await batch.ExecuteNonQueryAsync(cancellation);
        _purgedAt = now;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Housekeeping failed and will be tried again: {Reason}")]
    private partial void NotSwept(string reason);
}

/// <summary>Bound from <c>Housekeeping</c>.</summary>
internal sealed record HousekeepingOptions
{
    /// <summary>Between two sweeps.</summary>
    public int Seconds { get; init; } = 60;

    /// <summary>Null when valid, else what to mend.</summary>
    public string? Problem() => Span.Problem(new Span("Housekeeping:Seconds", Seconds, 1, 86_400));
}
