using NodaTime;
using Npgsql;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.Schedules;

/// <summary>Every quarter of an hour, for that is how days begin around the world: asks for the schedules that have something due where they are.</summary>
internal sealed class RecurringJob(TimeProvider clock) : IScheduledJob
{
    private const int Page = 1000;

    // UTC+14 is where the day begins first; whether it has begun in the book's own zone is seen below.
    [AcrossBooks("Once in a quarter of an hour: which schedules are due, by the index on their next days.")]
    private const string Due = """
        select r.book_id, r.recurring_id, r.next_date, b.time_zone from recurring r join books b on b.book_id = r.book_id
         where b.erase_at is null and r.deleted_seq is null and r.next_date <= $1 and (r.book_id, r.recurring_id) > ($2, $3)
         order by r.book_id, r.recurring_id limit $4
        """;

    public string Name => "recurring";

    public DateTimeOffset Next(DateTimeOffset after) => ScheduleHours.NextQuarter(after);

    public async Task RunAsync(NpgsqlConnection connection, DateTimeOffset occurrence, CancellationToken cancellation)
    {
        var now = clock.NowStored();
        var latest = DateOnly.FromDateTime(occurrence.UtcDateTime.AddHours(14));
        var (lastBook, last) = (Guid.Empty, Guid.Empty);
        List<(RecurringDue Message, DateOnly Date, string Zone)> found;
        do
        {
            found = await connection.ReadAsync(
                Command(Due, Parameter(latest), Parameter(lastBook), Parameter(last), Parameter((long)Page)),
                r => (new RecurringDue(r.GetGuid(0), r.GetGuid(1), now), r.GetFieldValue<DateOnly>(2), r.GetString(3)),
                cancellation
            );
            var due = found
                .Where(f => f.Date <= CivilDates.Today(f.Zone, Instant.FromDateTimeOffset(occurrence)))
                .Select(f => f.Message)
                .ToList();
            if (due.Count > 0)
            {
                await connection.ScalarAsync(OutboxSql.InsertMany(due, now), cancellation);
            }
            (lastBook, last) = found.Count == 0 ? (lastBook, last) : (found[^1].Message.BookId, found[^1].Message.RecurringId);
        } while (found.Count == Page);
    }
}
