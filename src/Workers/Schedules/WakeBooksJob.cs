using Npgsql;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.Schedules;

/// <summary>Every hour: books with deliveries that wait although nobody was told of them.</summary>
internal sealed class WakeBooksJob : IScheduledJob
{
    // A process of an older release plans deliveries and does not say so.
    [AcrossBooks("A safety net once an hour: which books have something waiting that nobody is told of.")]
    private const string WakeForgotten = """
        insert into due_books (book_id, not_before) select distinct book_id, $1 from webhook_deliveries where status = 'pending'
        on conflict (book_id) do nothing
        """;

    public string Name => "wake-books";

    public DateTimeOffset Next(DateTimeOffset after) => ScheduleHours.Next(after);

    public async Task RunAsync(NpgsqlConnection connection, DateTimeOffset occurrence, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 300 };
        batch.BatchCommands.Add(Command(WakeForgotten, Parameter(occurrence)));
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
