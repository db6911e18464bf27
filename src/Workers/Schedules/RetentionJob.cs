using Npgsql;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.Schedules;

/// <summary>Every hour: forgets deliveries to webhooks that were over 30 days ago, mails sent 30 days ago, and occurrences of 400 days ago.</summary>
internal sealed class RetentionJob : IScheduledJob
{
    [AcrossBooks("Once an hour: what is over in whatever book.")]
    private const string ForgetDeliveries = "delete from webhook_deliveries where status <> 'pending' and created_at < $1";

    [AcrossBooks("Once an hour: what is over in whatever book.")]
    private const string ForgetAlerts = "delete from alerts where raised_at < $1 and period <> ''";

    // A process of an older release plans deliveries and does not say so.
    [AcrossBooks("A safety net once an hour: which books have something waiting that nobody is told of.")]
    private const string WakeForgotten = """
        insert into due_books (book_id, not_before) select distinct book_id, $1 from webhook_deliveries where status = 'pending'
        on conflict (book_id) do nothing
        """;

    public string Name => "forget";

    public DateTimeOffset Next(DateTimeOffset after) => ScheduleHours.Next(after);

    public async Task RunAsync(NpgsqlConnection connection, DateTimeOffset occurrence, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 300 };
        batch.BatchCommands.Add(Command(ForgetDeliveries, Parameter(occurrence.AddDays(-30))));
        // Whole years: an alert of a yearly budget is not said again while the year lasts.
        batch.BatchCommands.Add(Command(ForgetAlerts, Parameter(occurrence.AddDays(-800))));
        batch.BatchCommands.Add(Command("delete from sent_mails where sent_at < $1", Parameter(occurrence.AddDays(-30))));
        batch.BatchCommands.Add(Command("delete from schedule_occurrences where occurrence < $1", Parameter(occurrence.AddDays(-400))));
        batch.BatchCommands.Add(Command(WakeForgotten, Parameter(occurrence)));
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
