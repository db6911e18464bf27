using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Webhooks;
using Rupaya.Infrastructure.Notifications.Webhooks;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

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
    // From receiver to receiver with something pending, by their index, and of each only a few: a receiver that has much waiting, or takes
    // its time, costs the others no place.
    private const string Claim = """
        with recursive hooks as (
            (select book_id, webhook_id from webhook_deliveries where status = 'pending' order by book_id, webhook_id limit 1)
            union all
            select n.book_id, n.webhook_id from hooks h cross join lateral (
                   select d.book_id, d.webhook_id from webhook_deliveries d
                    where d.status = 'pending' and (d.book_id, d.webhook_id) > (h.book_id, h.webhook_id)
                    order by d.book_id, d.webhook_id limit 1) n),
        due as materialized (
            select d.book_id, d.delivery_id from hooks h
              join webhooks w on w.book_id = h.book_id and w.webhook_id = h.webhook_id and w.not_before <= $1 and w.webhook_id <> all($4)
              join book_members m on m.book_id = w.book_id and m.user_id = w.created_by and m.role = 'owner'
             cross join lateral (
                   select x.book_id, x.delivery_id, x.next_attempt_at from webhook_deliveries x
                    where x.book_id = h.book_id and x.webhook_id = h.webhook_id and x.status = 'pending' and x.next_attempt_at <= $1
                      and x.give_up_at > $1
                    order by x.next_attempt_at, x.seq limit 2 for update skip locked) d
             order by d.next_attempt_at limit $3)
        update webhook_deliveries d set next_attempt_at = $2, attempts = d.attempts + 1
          from due join webhook_deliveries o on o.book_id = due.book_id and o.delivery_id = due.delivery_id
          join webhooks w on w.book_id = o.book_id and w.webhook_id = o.webhook_id
         where d.book_id = due.book_id and d.delivery_id = due.delivery_id
        returning d.book_id, d.delivery_id, d.webhook_id, d.event, d.body, d.attempts, d.give_up_at, w.url, w.secret, w.failures
        """;

    private const string GiveUp = "update webhook_deliveries set status = 'failed' where status = 'pending' and give_up_at <= $1";

    private const string Settle = """
        with attempt as (
            insert into webhook_attempts (book_id, delivery_id, attempt, at, duration_ms, status_code, error)
            select $1, $2, $3, $4, $5, $6, $7 from webhook_deliveries d where d.book_id = $1 and d.delivery_id = $2
            on conflict do nothing)
        update webhook_deliveries set next_attempt_at = $9,
               status = case when $8 then 'delivered' when $9 > give_up_at then 'failed' else 'pending' end
         where book_id = $1 and delivery_id = $2 and status = 'pending'
        """;

    private const string Pace = "update webhooks set failures = $3, not_before = $4 where book_id = $1 and webhook_id = $2";

    /// <summary>Longer than a request may take.</summary>
    private TimeSpan Lease => TimeSpan.FromSeconds(options.Value.TimeoutSeconds + 10);

    private TimeSpan First => TimeSpan.FromMilliseconds(options.Value.RetryMs);

    /// <param name="atMost">How many.</param>
    /// <param name="busy">Receivers that have enough on their way.</param>
    /// <param name="cancellation">Ends the claim.</param>
    public async Task<IReadOnlyList<DueDelivery>> ClaimAsync(int atMost, Guid[] busy, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.ReadAsync(
            Command(Claim, Parameter(now), Parameter(now + Lease), Parameter((long)atMost), Parameter(busy)),
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
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            Command(
                Settle,
                Parameter(delivery.BookId),
                Parameter(delivery.DeliveryId),
                Parameter(delivery.Attempt),
                Parameter(now - took),
                Parameter((int)took.TotalMilliseconds),
                Parameter(answer.StatusCode),
                Parameter(answer.Error),
                Parameter(answer.Error is null),
                Parameter(next)
            )
        );
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
        if (answer.Error is not null || delivery.Failures > 0)
        {
            // A statement of its own: one that holds both rows would meet who deletes the webhook half-way.
            await PaceAsync(delivery, answer.Error is null ? 0 : delivery.Failures + 1, now);
        }
    }

    /// <summary>Marks what was tried for its day; returns how many.</summary>
    public async Task<int> GiveUpAsync(CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Command(GiveUp, Parameter(clock.GetUtcNow())));
        return await batch.ExecuteNonQueryAsync(cancellation);
    }

    private async Task PaceAsync(DueDelivery delivery, int failures, DateTimeOffset now)
    {
        var notBefore = failures == 0 ? now : now + WebhookPacing.Pause(First, failures);
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            Command(Pace, Parameter(delivery.BookId), Parameter(delivery.WebhookId), Parameter(failures), Parameter(notBefore))
        );
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
