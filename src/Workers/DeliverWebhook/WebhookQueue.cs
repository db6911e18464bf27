using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Webhooks;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Webhooks;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Workers.DeliverWebhook;

/// <summary>A delivery that this process tries now.</summary>
internal sealed record DueDelivery(
    Guid BookId,
    Guid DeliveryId,
    Guid WebhookId,
    string Event,
    string Body,
    int Attempt,
    DateTimeOffset GiveUpAt,
    string Url,
    byte[] Secret,
    int Failures
);

/// <summary>
/// The statements on deliveries: claim and settle. A claim is a lease, so nothing is locked while a receiver takes its time; of a process that
/// dies the lease runs out.
/// </summary>
internal sealed class WebhookQueue(NpgsqlDataSource database, IOptions<WebhookOptions> options, TimeProvider clock)
{
    private const int PerReceiver = 4;

    private const string Claim = """
        with free as materialized (
            select d.book_id, d.delivery_id, d.webhook_id, d.seq from webhook_deliveries d
              join webhooks w on w.book_id = d.book_id and w.webhook_id = d.webhook_id and w.not_before <= $1
             where d.status = 'pending' and d.next_attempt_at <= $1 order by d.next_attempt_at limit 200 for update of d skip locked),
        due as materialized (
            select * from (select *, row_number() over (partition by webhook_id order by seq, delivery_id) as place from free) f
             where place <= $4 order by place, seq limit $3)
        update webhook_deliveries d set next_attempt_at = $2, attempts = d.attempts + 1
          from due join webhooks w on w.book_id = due.book_id and w.webhook_id = due.webhook_id
         where d.book_id = due.book_id and d.delivery_id = due.delivery_id
        returning d.book_id, d.delivery_id, d.webhook_id, d.event, d.body, d.attempts, d.give_up_at, w.url, w.secret, w.failures
        """;

    private const string Settle = """
        with attempt as (
            insert into webhook_attempts (book_id, delivery_id, attempt, at, duration_ms, status_code, error)
            select $1, $2, $3, $4, $5, $6, $7 from webhook_deliveries d where d.book_id = $1 and d.delivery_id = $2
            on conflict do nothing)
        update webhook_deliveries set status = $8, next_attempt_at = $9 where book_id = $1 and delivery_id = $2 and status = 'pending'
        """;

    private const string Pace = "update webhooks set failures = $3, not_before = $4 where book_id = $1 and webhook_id = $2";

    /// <summary>Longer than a request may take.</summary>
    private TimeSpan Lease => TimeSpan.FromSeconds(options.Value.TimeoutSeconds + 10);

    private TimeSpan First => TimeSpan.FromMilliseconds(options.Value.RetryMs);

    public async Task<IReadOnlyList<DueDelivery>> ClaimAsync(int atMost, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ReadAsync(
            Command(Claim, Of(now), Of(now + Lease), Of((long)atMost), Of((long)PerReceiver)),
            r => new DueDelivery(
                r.GetGuid(0),
                r.GetGuid(1),
                r.GetGuid(2),
                r.GetString(3),
                r.GetString(4),
                r.GetInt32(5),
                r.GetFieldValue<DateTimeOffset>(6),
                r.GetString(7),
                r.GetFieldValue<byte[]>(8),
                r.GetInt32(9)
            ),
            cancellation
        );
    }

    public async Task SettleAsync(DueDelivery delivery, WebhookAnswer answer, TimeSpan took)
    {
        var now = clock.GetUtcNow();
        var next = now + WebhookPacing.Backoff(First, delivery.Attempt);
        var status =
            answer.Error is null ? "delivered"
            : next > delivery.GiveUpAt ? "failed"
            : "pending";
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            Command(
                Settle,
                Of(delivery.BookId),
                Of(delivery.DeliveryId),
                Of(delivery.Attempt),
                Of(now - took),
                Of((int)took.TotalMilliseconds),
                Of(answer.StatusCode),
                Of(answer.Error),
                Of(status),
                Of(next)
            )
        );
        if (answer.Error is not null || delivery.Failures > 0)
        {
            var failures = answer.Error is null ? 0 : delivery.Failures + 1;
            var notBefore = failures == 0 ? now : now + WebhookPacing.Pause(First, failures);
            batch.BatchCommands.Add(Command(Pace, Of(delivery.BookId), Of(delivery.WebhookId), Of(failures), Of(notBefore)));
        }
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
