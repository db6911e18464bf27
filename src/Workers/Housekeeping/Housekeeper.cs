using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Workers.Housekeeping;

/// <summary>
/// Removes what has served its time: idempotency records after 48 hours, uploads whose client vanished, sessions long over. Announces imports
/// again that nobody finished, for a broker may have lost what PostgreSQL remembers, and gives them up after a day.
/// </summary>
internal sealed partial class Housekeeper(NpgsqlDataSource database, StaleImports stale, TimeProvider clock, ILogger<Housekeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await SweepAsync(stoppingToken);
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    private async Task SweepAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        try
        {
            await using var batch = database.CreateBatch();
            batch.BatchCommands.Add(Command("delete from idempotency_keys where created_at < $1", Of(now.AddHours(-48))));
            batch.BatchCommands.Add(Command("delete from imports where status = 'uploading' and created_at < $1", Of(now.AddHours(-1))));
            batch.BatchCommands.Add(Command("delete from sessions where expires_at < $1", Of(now.AddDays(-30))));
            await batch.ExecuteNonQueryAsync(cancellation);
            await stale.AnnounceAgainAsync(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotSwept(e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Housekeeping failed and will be tried again: {Reason}")]
    private partial void NotSwept(string reason);
}
