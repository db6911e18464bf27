using Npgsql;
using Rupaya.Domain.Mails;
using Rupaya.Infrastructure.Notifications.Webhooks;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.RaiseAlerts;

/// <summary>
/// Says alerts that were not said yet: a notification for each member who wants expense alerts, a mail for those who want mails, and a
/// delivery for each webhook, in one transaction.
/// </summary>
internal sealed class AlertWriter(NpgsqlDataSource database, OutboxSignal outbox, WebhookSignal webhooks, TimeProvider clock)
{
    private const string Said = """
        insert into alerts (book_id, rule, period, subject_id, raised_at)
        select a.book_id, a.rule, a.period, a.subject_id, $6
          from unnest($1, $2, $3, $4, $5) as a(book_id, rule, superseded_by, period, subject_id)
         where not exists (
               select 1 from alerts x
                where x.book_id = a.book_id and x.rule = a.superseded_by and x.period = a.period and x.subject_id = a.subject_id)
        on conflict do nothing
        returning book_id, rule, period, subject_id
        """;

    private const string Insert = """
        with a as (select * from unnest($1, $2, $3, $4, $5, $6, $7, $8) as a(book_id, kind, rule, period, subject_id, title, body, data)),
        said as (
            insert into notifications (book_id, notification_id, user_id, kind, rule, period, subject_id, title, body, data, created_at)
            select a.book_id, gen_random_uuid(), m.user_id, a.kind, a.rule, a.period, a.subject_id, a.title, a.body, a.data::jsonb, $9
              from a join book_members m on m.book_id = a.book_id join users u on u.user_id = m.user_id and u.expense_alerts
            on conflict (book_id, user_id, rule, period, subject_id) do nothing
            returning book_id, notification_id, user_id)
        select s.book_id, s.notification_id, s.user_id from said s join users u on u.user_id = s.user_id where u.email_notifications
        """;

    public async Task RaiseAsync(IReadOnlyList<Alert> found, CancellationToken cancellation)
    {
        var now = clock.NowStored();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var alerts = await SayAsync(connection, found, now, cancellation);
        if (alerts.Count == 0)
        {
            return;
        }
        var mails = await connection.ReadAsync(
            Notify(alerts, now),
            r => new MailDue(r.GetGuid(1), MailKinds.Alert, r.GetGuid(2), r.GetGuid(0), r.GetGuid(1), now),
            cancellation
        );
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            WebhookPlan.Alerts(
                alerts,
                a => a.BookId,
                a => a.Kind,
                a => $"{a.Rule}/{a.Period}/{a.SubjectId:N}",
                a => a.Seq,
                a => a.Data,
                now
            )
        );
        foreach (var mail in mails)
        {
            batch.BatchCommands.Add(OutboxSql.Insert(mail, now));
        }
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        outbox.Raise();
        webhooks.Raise();
    }

    /// <summary>Those that nobody has said yet.</summary>
    private static async Task<List<Alert>> SayAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Alert> found,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var command = Command(
            Said,
            Column(found, a => a.BookId),
            Column(found, a => a.Rule),
            Column(found, a => a.SupersededBy),
            Column(found, a => a.Period),
            Column(found, a => a.SubjectId),
            Parameter(now)
        );
        var said = await connection.ReadAsync(command, r => (r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetGuid(3)), cancellation);
        var isNew = said.ToHashSet();
        return [.. found.DistinctBy(Key).Where(a => isNew.Contains(Key(a)))];

        static (Guid, string, string, Guid) Key(Alert a) => (a.BookId, a.Rule, a.Period, a.SubjectId);
    }

    private static NpgsqlBatchCommand Notify(IReadOnlyList<Alert> alerts, DateTimeOffset now) =>
        Command(
            Insert,
            Column(alerts, a => a.BookId),
            Column(alerts, a => a.Kind),
            Column(alerts, a => a.Rule),
            Column(alerts, a => a.Period),
            Column(alerts, a => a.SubjectId),
            Column(alerts, a => a.Title),
            Column(alerts, a => a.Body),
            Column(alerts, a => a.Data),
            Parameter(now)
        );
}
