using System.Text.Json;
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
    int Failures,
    byte[]? PreviousSecret
);

/// <summary>
/// The statements on deliveries: claim and settle. A claim is a lease, so nothing is locked while a receiver takes its time; of a process that
/// dies the lease runs out.
/// </summary>
internal sealed class WebhookQueue(NpgsqlDataSource database, WebhookEnding ending, IOptions<WebhookOptions> options, TimeProvider clock)
{
    // From receiver to receiver of the book, and of each only a few: one that has much waiting, or takes its time, costs the others no place.
    private const string Claim = """
        with due as materialized (
            select d.delivery_id from webhooks w
              join book_members m on m.book_id = $1 and m.user_id = w.created_by and m.role = 'owner'
             cross join lateral (
                   select x.delivery_id, x.next_attempt_at from webhook_deliveries x
                    where x.book_id = $1 and x.webhook_id = w.webhook_id and x.status = 'pending' and x.next_attempt_at <= $2
                      and x.give_up_at > $2
                    order by x.next_attempt_at, x.seq limit 2 for update skip locked) d
             where w.book_id = $1 and w.not_before <= $2 and w.disabled_at is null and w.webhook_id <> all($5)
             order by d.next_attempt_at limit $4)
        update webhook_deliveries d set next_attempt_at = $3, attempts = d.attempts + 1
          from due, webhooks w
         where d.book_id = $1 and d.delivery_id = due.delivery_id and w.book_id = $1 and w.webhook_id = d.webhook_id
        returning d.book_id, d.delivery_id, d.webhook_id, d.event, d.body, d.attempts, d.give_up_at, w.url, w.secret, w.failures,
                  case when w.previous_until > $2 then w.previous_secret end
        """;

    // What was tried for its day.
    private const string GiveUp =
        "update webhook_deliveries set status = 'failed' where book_id = $1 and status = 'pending' and give_up_at <= $2";

    // Null when nothing is waiting. What belongs to nobody who is an owner waits to be given up.
    private const string Next = """
        select least((select min(d.give_up_at) from webhook_deliveries d where d.book_id = $1 and d.status = 'pending'),
                     (select min(greatest(n.next_attempt_at, w.not_before)) from webhooks w
                        join book_members m on m.book_id = $1 and m.user_id = w.created_by and m.role = 'owner'
                       cross join lateral (
                             select x.next_attempt_at from webhook_deliveries x
                              where x.book_id = $1 and x.webhook_id = w.webhook_id and x.status = 'pending'
                              order by x.next_attempt_at limit 1) n
                       where w.book_id = $1 and w.disabled_at is null))
        """;

    private const string Attempt = """
        insert into webhook_attempts (book_id, delivery_id, attempt, at, duration_ms, status_code, error, answer, headers)
        select $1, $2, $3, $4, $5, $6, $7, $8, $9 from webhook_deliveries d where d.book_id = $1 and d.delivery_id = $2
        on conflict do nothing
        """;

    private const string Settle = """
        update webhook_deliveries set next_attempt_at = $4,
               status = case when $3 then 'delivered' when $4 > give_up_at then 'failed' else 'pending' end
         where book_id = $1 and delivery_id = $2 and status = 'pending'
        """;

    private const string Pace = """
        update webhooks set failures = $3, not_before = $4, failing_since = case when $3 = 0 then null else coalesce(failing_since, $5) end
         where book_id = $1 and webhook_id = $2
        """;

    // A book with something waiting is looked at as often, whatever its deliveries say: somebody may have become an owner again.
    private static readonly TimeSpan LookInterval = TimeSpan.FromMinutes(1);

    /// <summary>Longer than a request may take.</summary>
    private TimeSpan Lease => TimeSpan.FromSeconds(options.Value.TimeoutSeconds + 10);

    private TimeSpan First => TimeSpan.FromMilliseconds(options.Value.RetryMs);

    /// <summary>Claims what is due, of the books that are due, and marks what was tried for its day.</summary>
    /// <param name="atMost">How many.</param>
    /// <param name="busy">Receivers that have enough on their way.</param>
    /// <param name="cancellation">Ends the claim.</param>
    public async Task<IReadOnlyList<DueDelivery>> ClaimAsync(int atMost, Guid[] busy, CancellationToken cancellation)
    {
        var now = clock.NowStored();
        var until = now + Lease;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var books = await connection.ReadAsync(DueBookSql.Take(now, until, atMost), r => r.GetGuid(0), cancellation);
        if (books.Count == 0)
        {
            return [];
        }
        await using var batch = new NpgsqlBatch(connection);
        foreach (var book in books)
        {
            batch.BatchCommands.Add(Command(GiveUp, Parameter(book), Parameter(now)));
            batch.BatchCommands.Add(
                Command(Claim, Parameter(book), Parameter(now), Parameter(until), Parameter((long)(atMost / books.Count)), Parameter(busy))
            );
            batch.BatchCommands.Add(Command(Next, Parameter(book)));
        }
        var (claimed, next) = await ReadAsync(batch, cancellation);
        var soon = now + LookInterval;
        await connection.ScalarAsync(
            DueBookSql.Settle([.. books.Zip(next, (book, at) => (book, at > soon ? soon : at))], until),
            cancellation
        );
        return claimed;
    }

    public async Task SettleAsync(DueDelivery delivery, WebhookAnswer answer, TimeSpan took)
    {
        var now = clock.NowStored();
        var next = now + WebhookPacing.Backoff(First, delivery.Attempt);
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            Command(
                Attempt,
                Parameter(delivery.BookId),
                Parameter(delivery.DeliveryId),
                Parameter(delivery.Attempt),
                Parameter(now - took),
                Parameter((int)took.TotalMilliseconds),
                Parameter(answer.StatusCode),
                Parameter(answer.Error),
                Parameter(answer.Text),
                Parameter(HeadersOf(delivery, now - took))
            )
        );
        batch.BatchCommands.Add(
            Command(Settle, Parameter(delivery.BookId), Parameter(delivery.DeliveryId), Parameter(answer.Error is null), Parameter(next))
        );
        if (answer.Error is not null)
        {
            batch.BatchCommands.Add(DueBookSql.Wake([delivery.BookId], next));
        }
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
        if (answer.Error is not null || delivery.Failures > 0)
        {
            // A statement of its own: one that holds both rows would meet who deletes the webhook half-way.
            await PaceAsync(delivery, answer.Error is null ? 0 : delivery.Failures + 1, now);
        }
    }

    /// <summary>What was claimed of the books of a batch, and the next time of each of them.</summary>
    private static async Task<(List<DueDelivery> Claimed, List<DateTimeOffset?> Next)> ReadAsync(
        NpgsqlBatch batch,
        CancellationToken cancellation
    )
    {
        var (claimed, next) = (new List<DueDelivery>(), new List<DateTimeOffset?>());
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        // Giving up has no result.
        do
        {
            while (await reader.ReadAsync(cancellation))
            {
                claimed.Add(Read(reader));
            }
            await reader.NextResultAsync(cancellation);
            await reader.ReadAsync(cancellation);
            next.Add(reader.IsDBNull(0) ? null : reader.GetFieldValue<DateTimeOffset>(0));
        } while (await reader.NextResultAsync(cancellation));
        return (claimed, next);
    }

    private static DueDelivery Read(NpgsqlDataReader r) =>
        new(
            r.GetGuid(0),
            r.GetGuid(1),
            r.GetGuid(2),
            r.GetString(3),
            r.GetString(4),
            r.GetInt32(5),
            r.GetFieldValue<DateTimeOffset>(6),
            r.GetString(7),
            r.GetFieldValue<byte[]>(8),
            r.GetInt32(9),
            r.IsDBNull(10) ? null : r.GetFieldValue<byte[]>(10)
        );

    private static string HeadersOf(DueDelivery delivery, DateTimeOffset at) =>
        JsonSerializer.Serialize(
            WebhookClient.HeadersOf(delivery.DeliveryId, delivery.Event, at).ToDictionary(h => h.Name, h => h.Value, StringComparer.Ordinal)
        );

    private async Task PaceAsync(DueDelivery delivery, int failures, DateTimeOffset now)
    {
        var notBefore = failures == 0 ? now : now + WebhookPacing.Pause(First, failures);
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(
            Command(
                Pace,
                Parameter(delivery.BookId),
                Parameter(delivery.WebhookId),
                Parameter(failures),
                Parameter(notBefore),
                Parameter(now)
            )
        );
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
        if (failures > 0)
        {
            await ending.TurnOffAsync(delivery.BookId, delivery.WebhookId, now);
        }
    }
}
