using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Ledger.Verification;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Infrastructure.Recovery;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.Housekeeping;

/// <summary>Measures each minute what only the database knows: who uses the product, how far projections are, when the books were verified and when they were backed up.</summary>
internal sealed partial class UsageGauges(NpgsqlDataSource database, TimeProvider clock, ILogger<UsageGauges> logger) : BackgroundService
{
    // Counting a few books is quick and their estimate is poor; of many it is the other way round.
    [AcrossBooks("A figure for operators, once a minute and of all books.")]
    private const string Usage = """
        select count(distinct user_id) filter (where last_seen_at > $1), count(distinct user_id),
               (select case when reltuples < 10000 then (select count(*) from books) else reltuples::bigint end
                  from pg_class where oid = 'books'::regclass)
          from sessions where last_seen_at > $2
        """;

    [AcrossBooks("A figure for operators, once a minute and of all books.")]
    private const string Names = "select distinct projection from projection_heads";

    [AcrossBooks("A figure for operators, once a minute and of all books.")]
    private const string Lag = """
        with behind as materialized (
            select p.projection, p.book_id, p.applied_seq from projection_heads p join books b on b.book_id = p.book_id where b.seq > p.applied_seq)
        select projection, max(extract(epoch from clock_timestamp() - c.at))::float8 from behind p
         cross join lateral (select at from changes c where c.book_id = p.book_id and c.seq > p.applied_seq order by c.seq limit 1) c group by projection
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        try
        {
            do
            {
                await TryAsync(stoppingToken);
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    private async Task TryAsync(CancellationToken cancellation)
    {
        try
        {
            await MeasureAsync(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotMeasured(e.Message);
        }
    }

    private async Task MeasureAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var usage = await connection.ReadAsync(
            Command(Usage, Parameter(now.AddDays(-1)), Parameter(now.AddDays(-30))),
            r => (Day: r.GetInt64(0), Month: r.GetInt64(1), Books: r.GetInt64(2)),
            cancellation
        );
        UsageTelemetry.Users.Record(usage[0].Day, UsageTelemetry.Tag("window", "1d"));
        UsageTelemetry.Users.Record(usage[0].Month, UsageTelemetry.Tag("window", "30d"));
        UsageTelemetry.Books.Record(usage[0].Books);
        await MeasureProjectionsAsync(connection, cancellation);
        if (await Verifications.LastAsync(connection, cancellation) is { } last)
        {
            UsageTelemetry.VerifyDifferences.Record(last.Differences);
            UsageTelemetry.VerifyAge.Record((now - last.At).TotalSeconds);
        }
        if (await Backups.NewestAsync(connection, cancellation) is { } backup)
        {
            UsageTelemetry.BackupAge.Record((now - backup).TotalSeconds);
        }
    }

    private static async Task MeasureProjectionsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var names = await connection.ReadAsync(Command(Names), r => r.GetString(0), cancellation);
        var lags = await connection.ReadAsync(Command(Lag), r => (Name: r.GetString(0), Seconds: r.GetDouble(1)), cancellation);
        foreach (var name in names)
        {
            UsageTelemetry.ProjectionLag.Record(lags.Find(l => l.Name == name).Seconds, UsageTelemetry.Tag("projection", name));
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The use of the product could not be measured: {Reason}")]
    private partial void NotMeasured(string reason);
}
