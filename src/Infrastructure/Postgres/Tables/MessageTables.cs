using Microsoft.EntityFrameworkCore;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Infrastructure.Postgres.Tables;

/// <summary>What goes out: events, deliveries, webhooks, mails; and when jobs run.</summary>
internal sealed class MessageTables : ITables
{
    public void AddTo(TableModel tables)
    {
        tables.Add<OutboxMessage>(
            "outbox",
            e =>
            {
                e.HasKey(x => x.Id);
                e.Property(x => x.Id).UseIdentityAlwaysColumn();
            }
        );
        tables.Add<OutboxDead>(
            "outbox_dead",
            e =>
            {
                e.HasKey(x => x.Id);
                e.Property(x => x.Id).ValueGeneratedNever();
            }
        );
        tables.Add<Delivery>("deliveries", e => e.HasKey(x => new { x.MessageId, x.Effect }));
        tables.Add<KnownEffect>("effects", e => e.HasKey(x => new { x.Name, x.Contract }));
        tables.Add<Webhook>("webhooks", e => e.HasKey(x => new { x.BookId, x.WebhookId }));
        tables.Add<WebhookDelivery>("webhook_deliveries", e => e.HasKey(x => new { x.BookId, x.DeliveryId }));
        tables.Add<WebhookAttempt>(
            "webhook_attempts",
            e =>
                e.HasKey(x => new
                {
                    x.BookId,
                    x.DeliveryId,
                    x.Attempt,
                })
        );
        tables.Add<DueBook>("due_books", e => e.HasKey(x => x.BookId));
        tables.Add<SentMail>("sent_mails", e => e.HasKey(x => x.MailId));
        tables.Add<ScheduleRow>("schedules", e => e.HasKey(x => x.Schedule));
        tables.Add<ScheduleOccurrence>("schedule_occurrences", e => e.HasKey(x => new { x.Schedule, x.Occurrence }));
    }
}
