using Npgsql;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Notifications.Webhooks;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Features.Webhooks.ResendWebhookDelivery;

internal sealed class ResendWebhookDeliveryHandler(BookHeads heads, NpgsqlDataSource database, WebhookSignal signal, TimeProvider clock)
{
    // Who asks now is not made to wait for a receiver that was down a moment ago. The webhook first, as who deletes it does.
    private const string Resend = """
        with w as (
            update webhooks set not_before = $5 where book_id = $1 and webhook_id = $2 and disabled_at is null
               and exists (select 1 from webhook_deliveries d where d.book_id = $1 and d.webhook_id = $2 and d.delivery_id = $3)
               and exists (select 1 from book_members m where m.book_id = $1 and m.user_id = $4 and m.role = 'owner')
            returning webhook_id)
        update webhook_deliveries d set status = 'pending', next_attempt_at = $5, give_up_at = $6 from w
         where d.book_id = $1 and d.webhook_id = w.webhook_id and d.delivery_id = $3
        """;

    public async Task<Result<Reply<ResendWebhookDeliveryResponse>>> HandleAsync(
        Guid webhookId,
        Guid deliveryId,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var book = await BookOwnership.ReadAsync(heads, caller, cancellation);
        if (!book.IsSuccess)
        {
            return book.Error!;
        }
        var (bookId, now) = (book.Value.BookId, clock.NowStored());
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            Command(
                Resend,
                Parameter(bookId),
                Parameter(webhookId),
                Parameter(deliveryId),
                Parameter(caller.UserId),
                Parameter(now),
                Parameter(now + WebhookPlan.GiveUpAfter)
            )
        );
        batch.BatchCommands.Add(DueBookSql.Wake([bookId], now));
        await batch.ExecuteNonQueryAsync(cancellation);
        if (batch.BatchCommands[0].RecordsAffected == 0)
        {
            return await BookOwnership.WhyNotAsync(database, bookId, webhookId, "Delivery", cancellation);
        }
        signal.Raise();
        return Reply.Accepted<ResendWebhookDeliveryResponse>(new ResendWebhookDeliveryResponse(deliveryId), location: null);
    }
}
