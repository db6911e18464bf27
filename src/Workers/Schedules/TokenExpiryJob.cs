using Npgsql;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.Schedules;

/// <summary>Every hour: tells owners of tokens for programs that end within a week, once each. A token that was made for less than that says so itself.</summary>
internal sealed class TokenExpiryJob(TimeProvider clock) : IScheduledJob
{
    private const int Page = 1000;

    private static readonly string Due = $"""
        update sessions t set expiry_told_at = $2 where t.session_id in (
            select s.session_id from sessions s
             where s.kind = 'token' and {SessionSql.Open(
            "$2"
        )} and s.expires_at <= $1 and s.expiry_told_at is null and s.replaced_by is null
               and s.expires_at - s.created_at > interval '7 days'
             order by s.session_id limit $3 for update skip locked)
        returning t.session_id, t.user_id
        """;

    public string Name => "token-expiry";

    public DateTimeOffset Next(DateTimeOffset after) => ScheduleHours.Next(after);

    public async Task RunAsync(NpgsqlConnection connection, DateTimeOffset occurrence, CancellationToken cancellation)
    {
        var now = clock.NowStored();
        List<AccountNotice> notices;
        do
        {
            notices = await connection.ReadAsync(
                Command(Due, Parameter(now.AddDays(7)), Parameter(now), Parameter((long)Page)),
                r => new AccountNotice(Guid.CreateVersion7(now), AccountNoticeKinds.TokenExpiring, r.GetGuid(1), r.GetGuid(0), now),
                cancellation
            );
            if (notices.Count > 0)
            {
                await connection.ScalarAsync(OutboxSql.InsertMany(notices, now), cancellation);
            }
        } while (notices.Count == Page);
    }
}
