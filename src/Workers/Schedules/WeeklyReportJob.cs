using Npgsql;
using Rupaya.Domain.Mails;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.Schedules;

/// <summary>Every hour: the report of the week for those who want it and for whom it is Monday between eight and nine now.</summary>
internal sealed class WeeklyReportJob(TimeProvider clock) : IScheduledJob
{
    private const int Page = 1000;

    // A zone that the server's own table lacks counts as UTC.
    private const string Due = """
        select u.user_id, u.default_book_id, to_char($1 at time zone coalesce(z.name, 'UTC'), 'YYYY-MM-DD')
          from users u left join pg_timezone_names z on z.name = u.time_zone
         where u.weekly_report and u.email_notifications and u.banned_at is null and u.default_book_id is not null and u.user_id > $2
           and extract(isodow from $1 at time zone coalesce(z.name, 'UTC')) = 1
           and extract(hour from $1 at time zone coalesce(z.name, 'UTC')) = 8
         order by u.user_id limit $3
        """;

    public string Name => "weekly-report";

    public DateTimeOffset Next(DateTimeOffset after) => ScheduleHours.Next(after);

    public async Task RunAsync(NpgsqlConnection connection, DateTimeOffset occurrence, CancellationToken cancellation)
    {
        var now = clock.NowStored();
        List<MailDue> mails;
        var last = Guid.Empty;
        do
        {
            mails = await connection.ReadAsync(
                Command(Due, Parameter(occurrence), Parameter(last), Parameter((long)Page)),
                r => Mail(r.GetGuid(0), r.GetGuid(1), r.GetString(2), occurrence),
                cancellation
            );
            if (mails.Count > 0)
            {
                last = mails[^1].UserId;
                await connection.ScalarAsync(OutboxSql.InsertMany(mails, now), cancellation);
            }
        } while (mails.Count == Page);
    }

    private static MailDue Mail(Guid userId, Guid bookId, string monday, DateTimeOffset occurrence) =>
        new(StableId.Of($"report.weekly/{userId:N}/{monday}"), MailKinds.WeeklyReport, userId, bookId, userId, occurrence);
}
