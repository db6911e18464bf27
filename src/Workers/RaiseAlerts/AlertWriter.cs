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
        select $1, a.rule, a.period, a.subject_id, $6
          from unnest($2, $3, $4, $5) as a(rule, superseded_by, period, subject_id)
         where not exists (
               select 1 from alerts x
                where x.book_id = $1 and x.rule = a.superseded_by and x.period = a.period and x.subject_id = a.subject_id)
        on conflict do nothing
        returning rule, period, subject_id
        """;

    private const string Notice = """
        insert into notifications (book_id, notification_id, user_id, kind, rule, period, subject_id, title, body, data, created_at)
        select $1, gen_random_uuid(), m.user_id, a.kind, a.rule, a.period, a.subject_id, a.title, a.body, a.data::jsonb, $9
          from unnest($2, $3, $4, $5, $6, $7, $8) as a(kind, rule, period, subject_id, title, body, data)
          join book_members m on m.book_id = $1 join users u on u.user_id = m.user_id and u.expense_alerts
        on conflict (book_id, user_id, rule, period, subject_id) do nothing
        returning notification_id, user_id
        """;

    private const string Mailed = "select user_id from users where user_id = any($1) and email_notifications";

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
        var notices = await EachAsync(
            connection,
            alerts,
            book => Notify(book, now),
            (book, r) => (BookId: book.Key, NotificationId: r.GetGuid(0), UserId: r.GetGuid(1)),
            cancellation
        );
        var mailed = await MailedAsync(connection, [.. notices.Select(n => n.UserId).Distinct()], cancellation);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var book in alerts)
        {
            batch.BatchCommands.Add(Deliver(book, now));
        }
        batch.BatchCommands.Add(DueBookSql.Wake([.. alerts.Select(b => b.Key)], now));
        foreach (var (bookId, notificationId, userId) in notices.Where(n => mailed.Contains(n.UserId)))
        {
            batch.BatchCommands.Add(
                OutboxSql.Insert(new MailDue(notificationId, MailKinds.Alert, userId, bookId, notificationId, now), now)
            );
        }
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        outbox.Raise();
        webhooks.Raise();
    }

    /// <summary>Those that nobody has said yet, by book.</summary>
    private static async Task<List<IGrouping<Guid, Alert>>> SayAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Alert> found,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var said = await EachAsync(
            connection,
            // In one order, so that two who say the same wait for each other.
            [.. found.OrderBy(a => a.BookId).GroupBy(a => a.BookId)],
            book => Say(book, now),
            (book, r) => (book.Key, r.GetString(0), r.GetString(1), r.GetGuid(2)),
            cancellation
        );
        var isNew = said.ToHashSet();
        return [.. found.DistinctBy(Key).Where(a => isNew.Contains(Key(a))).OrderBy(a => a.BookId).GroupBy(a => a.BookId)];

        static (Guid, string, string, Guid) Key(Alert a) => (a.BookId, a.Rule, a.Period, a.SubjectId);
    }

    /// <summary>Runs a statement for each book, all at once, and reads their rows.</summary>
    private static async Task<List<T>> EachAsync<T>(
        NpgsqlConnection connection,
        List<IGrouping<Guid, Alert>> books,
        Func<IGrouping<Guid, Alert>, NpgsqlBatchCommand> statement,
        Func<IGrouping<Guid, Alert>, NpgsqlDataReader, T> read,
        CancellationToken cancellation
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        books.ForEach(book => batch.BatchCommands.Add(statement(book)));
        var rows = new List<T>();
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        foreach (var book in books)
        {
            while (await reader.ReadAsync(cancellation))
            {
                rows.Add(read(book, reader));
            }
            await reader.NextResultAsync(cancellation);
        }
        return rows;
    }

    private static async Task<HashSet<Guid>> MailedAsync(NpgsqlConnection connection, Guid[] users, CancellationToken cancellation) =>
        [.. await connection.ReadAsync(Command(Mailed, Parameter(users)), r => r.GetGuid(0), cancellation)];

    private static NpgsqlBatchCommand Say(IGrouping<Guid, Alert> book, DateTimeOffset now)
    {
        List<Alert> alerts = [.. book];
        return Command(
            Said,
            Parameter(book.Key),
            Column(alerts, a => a.Rule),
            Column(alerts, a => a.SupersededBy),
            Column(alerts, a => a.Period),
            Column(alerts, a => a.SubjectId),
            Parameter(now)
        );
    }

    private static NpgsqlBatchCommand Notify(IGrouping<Guid, Alert> book, DateTimeOffset now)
    {
        List<Alert> alerts = [.. book];
        return Command(
            Notice,
            Parameter(book.Key),
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

    private static NpgsqlBatchCommand Deliver(IGrouping<Guid, Alert> book, DateTimeOffset now) =>
        WebhookPlan.Alerts(book.Key, [.. book], a => a.Kind, a => $"{a.Rule}/{a.Period}/{a.SubjectId:N}", a => a.Seq, a => a.Data, now);
}
