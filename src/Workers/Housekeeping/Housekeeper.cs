using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Workers.Housekeeping;

/// <summary>
/// Erases users who asked to be forgotten and books that were deleted, and has the users listed outside of the database. Announces imports again that
/// nobody finished, for a broker may have lost what PostgreSQL remembers, and gives them up after a day. Takes over new exchange rates, and folds books that no message told of. Once an hour it removes what has served its time.
/// </summary>
internal sealed partial class Housekeeper(
    DatabaseGate gate,
    StaleImports stale,
    Erasures erasures,
    ErasureListing erasureListing,
    ExpiredTokens tokens,
    RateRefresh rates,
    LaggingBooks lagging,
    Retention retention,
    IOptions<HousekeepingOptions> schedule,
    TimeProvider clock,
    ILogger<Housekeeper> logger
) : BackgroundService
{
    private static readonly TimeSpan RetentionInterval = TimeSpan.FromHours(1);

    private DateTimeOffset _removedAt = DateTimeOffset.MinValue;

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
        Func<Task>[] tasks =
        [
            () => stale.AnnounceAgainAsync(cancellation),
            () => erasures.RunAsync(cancellation),
            () => erasureListing.RunAsync(cancellation),
            () => tokens.RunAsync(cancellation),
            () => rates.RunAsync(cancellation),
            () => lagging.CatchUpAsync(cancellation),
            () => RemoveAsync(cancellation),
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

    private async Task RemoveAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (now - _removedAt >= RetentionInterval)
        {
            await retention.RunAsync(cancellation);
            _removedAt = now;
        }
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
