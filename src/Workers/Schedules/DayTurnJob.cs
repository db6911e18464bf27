using Npgsql;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.Schedules;

/// <summary>
/// Every quarter of an hour, for that is how days begin around the world: tells of the books where a day began for which something was booked
/// before. Balances of today move then although nobody writes: alerts look at them, and answers are computed anew.
/// </summary>
internal sealed class DayTurnJob(TimeProvider clock) : IScheduledJob
{
    // UTC-12 is where the day begins last.
    [AcrossBooks("Once in a quarter of an hour: in which books a day began for which something was booked.")]
    private const string Turned = """
        select b.book_id, b.seq from books b cross join lateral (select ($1 at time zone b.time_zone)::date as today) d
         where b.book_id in (select a.book_id from accounts a where a.last_date >= ($1 - interval '12 hours')::date)
           and d.today <> (($1 - interval '15 minutes') at time zone b.time_zone)::date
           and exists (select 1 from book_totals t where t.book_id = b.book_id and t.date = d.today)
         order by b.book_id
        """;

    public string Name => "day-turn";

    public DateTimeOffset Next(DateTimeOffset after) => ScheduleHours.NextQuarter(after);

    public async Task RunAsync(NpgsqlConnection connection, DateTimeOffset occurrence, CancellationToken cancellation)
    {
        var now = clock.NowStored();
        var turned = await connection.ReadAsync(
            Command(Turned, Parameter(occurrence)),
            r => new BookChanged(r.GetGuid(0), r.GetInt64(1), r.GetInt64(1), Guid.Empty, DayTurn.Cause, r.GetGuid(0), now),
            cancellation
        );
        if (turned.Count > 0)
        {
            await connection.ScalarAsync(OutboxSql.InsertMany(turned, now), cancellation);
        }
    }
}
