using System.Text.Json;
using Npgsql;
using Rupaya.Domain.Mails;
using Rupaya.Domain.Webhooks;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Notifications.Webhooks;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.DeliverWebhook;

/// <summary>
/// Turns a webhook off that has taken nothing for days, and says so once: in the app and by mail to the owner who made it, and to the book's other
/// webhooks.
/// </summary>
internal sealed class WebhookEnding(NpgsqlDataSource database, OutboxSignal outbox, WebhookSignal webhooks)
{
    private const string TurnOff = """
        update webhooks set disabled_at = $3, disabled_reason = 'failures'
         where book_id = $1 and webhook_id = $2 and disabled_at is null and failing_since <= $4
        returning failing_since, created_by, (select seq from books where book_id = $1)
        """;

    private const string Notice = """
        insert into notifications (book_id, notification_id, user_id, kind, rule, period, subject_id, title, body, data, created_at)
        select $1, $2, m.user_id, $4, $4, $5, $6, $7, $8, $9::jsonb, $10 from book_members m where m.book_id = $1 and m.user_id = $3
        on conflict (book_id, user_id, rule, period, subject_id) do nothing
        """;

    public async Task TurnOffAsync(Guid bookId, Guid webhookId, DateTimeOffset now)
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        var ended = await connection.ReadAsync(
            Command(TurnOff, Parameter(bookId), Parameter(webhookId), Parameter(now), Parameter(now - WebhookPacing.OffAfter)),
            r => (Since: r.GetFieldValue<DateTimeOffset>(0), Owner: r.GetGuid(1), Seq: r.GetInt64(2)),
            CancellationToken.None
        );
        if (ended is not [var (since, owner, seq)])
        {
            return;
        }
        var (notice, data) = (
            Guid.CreateVersion7(),
            JsonSerializer.Serialize(new DisabledData(webhookId, "failures", since), Json.Options)
        );
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            Command(
                Notice,
                Parameter(bookId),
                Parameter(notice),
                Parameter(owner),
                Parameter(WebhookEvents.Disabled),
                Parameter($"{now:O}"),
                Parameter(webhookId),
                Parameter("A webhook was turned off"),
                Parameter(
                    $"Nothing has arrived there since {since:yyyy-MM-dd}. What failed is in its deliveries; turn it on again once it answers."
                ),
                Parameter(data),
                Parameter(now)
            )
        );
        batch.BatchCommands.Add(
            WebhookPlan.Alerts(bookId, [data], _ => WebhookEvents.Disabled, _ => $"disabled/{webhookId}/{now:O}", _ => seq, d => d, now)
        );
        batch.BatchCommands.Add(DueBookSql.Wake([bookId], now));
        batch.BatchCommands.Add(OutboxSql.Insert(new MailDue(notice, MailKinds.WebhookDisabled, owner, bookId, notice, now), now));
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        outbox.Raise();
        webhooks.Raise();
    }
}
