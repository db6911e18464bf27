using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.Schedules;

/// <summary>Every hour: forgets deliveries to webhooks that were over 30 days ago, mails sent 30 days ago, and occurrences of 400 days ago.</summary>
internal sealed class RetentionJob : IScheduledJob
{
    public string Name => "forget";

    public DateTimeOffset Next(DateTimeOffset after) => ScheduleHours.Next(after);

    public async Task RunAsync(NpgsqlConnection connection, DateTimeOffset occurrence, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 300 };
        batch.BatchCommands.Add(
            Command("delete from webhook_deliveries where status <> 'pending' and created_at < $1", Parameter(occurrence.AddDays(-30)))
        );
        // Whole years: an alert of a yearly budget is not said again while the year lasts.
        batch.BatchCommands.Add(Command("delete from alerts where raised_at < $1 and period <> ''", Parameter(occurrence.AddDays(-800))));
        batch.BatchCommands.Add(Command("delete from sent_mails where sent_at < $1", Parameter(occurrence.AddDays(-30))));
        batch.BatchCommands.Add(Command("delete from schedule_occurrences where occurrence < $1", Parameter(occurrence.AddDays(-400))));
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
