using Npgsql;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.Schedules;

/// <summary>
/// Every hour: tells owners of tokens that called an operation within a month which will go in 90 days, and again 14 days before. One that is seen
/// late is told once, not twice.
/// </summary>
internal sealed class SunsetJob(TimeProvider clock) : IScheduledJob
{
    private const int Page = 1000;
    private const int Early = 90;
    private const int Late = 14;

    private static readonly string Due = $"""
        with due as materialized (
            select d.session_id, d.operation, d.sunset, s.user_id from deprecated_calls d join sessions s on s.session_id = d.session_id
             where s.kind = 'token' and {SessionSql.Open(
            "$1"
        )} and d.called_at > $1 - interval '30 days' and d.sunset > $2
               and (d.sunset <= $2 + {Late} and d.late_told_at is null or d.sunset <= $2 + {Early} and d.early_told_at is null)
             order by d.session_id, d.operation limit $3 for update of d skip locked),
        told as (
            update deprecated_calls d set early_told_at = coalesce(d.early_told_at, $1),
                   late_told_at = case when due.sunset <= $2 + {Late} then $1 else d.late_told_at end
              from due where d.session_id = due.session_id and d.operation = due.operation)
        select distinct session_id, user_id from due
        """;

    public string Name => "sunset";

    public DateTimeOffset Next(DateTimeOffset after) => ScheduleHours.Next(after);

    public async Task RunAsync(NpgsqlConnection connection, DateTimeOffset occurrence, CancellationToken cancellation)
    {
        var now = clock.NowStored();
        List<AccountNotice> notices;
        do
        {
            notices = await connection.ReadAsync(
                Command(Due, Parameter(now), Parameter(DateOnly.FromDateTime(now.UtcDateTime)), Parameter((long)Page)),
                r => new AccountNotice(Guid.CreateVersion7(now), AccountNoticeKinds.TokenOutdated, r.GetGuid(1), r.GetGuid(0), now),
                cancellation
            );
            if (notices.Count > 0)
            {
                await connection.ScalarAsync(OutboxSql.InsertMany(notices, now), cancellation);
            }
        } while (notices.Count > 0);
    }
}
