using Npgsql;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Notifications.Webhooks;

/// <summary>
/// The statements that turn what happened into deliveries. A webhook is told nothing that is older than itself, nothing twice, because the key
/// (webhook, number, import or rule) is unique, and nothing once who made it is no owner any more.
/// </summary>
public static class WebhookPlan
{
    [AcrossBooks("The books of a batch of messages: which of them have a webhook. Each of those is then planned by itself.")]
    private const string SubscribedText = "select distinct book_id from webhooks where book_id = any($1)";

    // $1 is the book, $2 now, $3 when a delivery is given up.
    private const string Insert = """
        planned as materialized (
            select gen_random_uuid() as delivery_id, w.webhook_id, f.* from facts f
              join webhooks w on w.book_id = $1 and f.event = any(w.events) and w.created_at <= f.at and w.disabled_at is null
              join book_members m on m.book_id = $1 and m.user_id = w.created_by and m.role = 'owner')
        insert into webhook_deliveries (book_id, delivery_id, webhook_id, event, dedupe_key, seq, body, status, attempts, next_attempt_at, give_up_at,
                                        occurred_at, created_at)
        select $1, delivery_id, webhook_id, event, key, seq,
               jsonb_build_object('id', delivery_id, 'type', event, 'deliveryId', delivery_id, 'event', event, 'bookId', $1, 'seq', seq, 'occurredAt',
                                  to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'data', data)::text,
               'pending', 0, $2, $3, at, $2
          from planned order by seq
        on conflict (book_id, webhook_id, dedupe_key) do nothing
        """;

    private const string OfChanges = $"""
        with m as materialized (
            select * from unnest($4, $5, $6, $7, $8) as m(from_seq, to_seq, cause, subject_id, at)),
        facts as materialized (
            select c.seq, 'transaction.' || c.op || 'd' as event, c.at, 'seq/' || c.seq as key,
                   jsonb_build_object('transactionId', t.transaction_id, 'accountId', t.account_id, 'categoryId', t.category_id, 'amount', t.amount,
                       'currency', t.currency, 'type', case t.flow when 'refund' then 'income' else t.flow end, 'direction', t.direction,
                       'transactionDate', t.date, 'status', t.status, 'transferId', t.transfer_id, 'refundOf', t.refund_of, 'version', t.version) as data
              from m
             cross join lateral (
                   select * from changes c where c.book_id = $1 and c.seq > m.from_seq and c.seq <= m.to_seq offset 0) c
             cross join lateral (
                   select * from transactions t where t.book_id = $1 and t.transaction_id = c.subject_id offset 0) t
             where m.cause <> 'import.completed' and c.kind = 'transaction'
            union all
            select c.seq, c.kind || '.' || c.op || 'd', c.at, 'seq/' || c.seq, jsonb_build_object('id', c.subject_id, 'version', c.seq)
              from m
             cross join lateral (
                   select * from changes c where c.book_id = $1 and c.seq > m.from_seq and c.seq <= m.to_seq offset 0) c
             where m.cause <> 'import.completed' and c.kind <> 'transaction'
            union all
            select m.to_seq, m.cause, m.at, 'import/' || i.import_id,
                   jsonb_build_object('importId', i.import_id, 'accountId', i.account_id, 'rows', i.rows, 'imported', i.imported,
                       'duplicates', i.duplicates, 'rejected', i.rejected)
              from m join imports i on i.book_id = $1 and i.import_id = m.subject_id where m.cause = 'import.completed'),
        {Insert}
        """;

    private const string OfAlerts = $"""
        with facts as materialized (
            select seq, event, $2 as at, key, data::jsonb as data from unnest($4, $5, $6, $7) as f(seq, event, key, data)),
        {Insert}
        """;

    // Who tries a receiver is not made to wait for one that was down a moment ago.
    private const string OfTest = """
        with w as (
            update webhooks w set not_before = $5 where w.book_id = $1 and w.webhook_id = $2 and w.disabled_at is null
               and exists (select 1 from book_members m where m.book_id = $1 and m.user_id = $4 and m.role = 'owner')
            returning w.webhook_id)
        insert into webhook_deliveries (book_id, delivery_id, webhook_id, event, dedupe_key, seq, body, status, attempts, next_attempt_at, give_up_at,
                                        occurred_at, created_at)
        select $1, $3, w.webhook_id, $8, 'test/' || $3, $7,
               jsonb_build_object('id', $3, 'type', $8, 'deliveryId', $3, 'event', $8, 'bookId', $1, 'seq', $7, 'occurredAt',
                                  to_char($5 at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'data', $9::jsonb)::text,
               'pending', 0, $5, $6, $5, $5
          from w returning delivery_id
        """;

    /// <summary>How long a delivery is tried.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    /// <summary>Which of the books have a webhook.</summary>
    public static NpgsqlBatchCommand Subscribed(Guid[] books) => Command(SubscribedText, Parameter(books));

    /// <summary>What of a book was created, changed and deleted, and imports completed; what an import brought is told as the import only.</summary>
    public static NpgsqlBatchCommand Changes(Guid bookId, IReadOnlyList<BookChanged> messages, DateTimeOffset now) =>
        Command(
            OfChanges,
            Parameter(bookId),
            Parameter(now),
            Parameter(now + GiveUpAfter),
            Column(messages, m => m.FromSeq),
            Column(messages, m => m.ToSeq),
            Column(messages, m => m.Cause),
            Column(messages, m => m.SubjectId),
            Column(messages, m => m.OccurredAt)
        );

    /// <summary>A delivery that tells nothing, for an owner to try the receiver; writes none where there is no such webhook, or it is turned off.</summary>
    public static NpgsqlBatchCommand Test(
        Guid bookId,
        Guid webhookId,
        Guid deliveryId,
        Guid ownerId,
        long seq,
        DateTimeOffset now,
        string @event,
        string data
    ) =>
        Command(
            OfTest,
            Parameter(bookId),
            Parameter(webhookId),
            Parameter(deliveryId),
            Parameter(ownerId),
            Parameter(now),
            Parameter(now + GiveUpAfter),
            Parameter(seq),
            Parameter(@event),
            Parameter(data)
        );

    /// <summary>What rules say of a book; their data is JSON.</summary>
    public static NpgsqlBatchCommand Alerts<T>(
        Guid bookId,
        IReadOnlyList<T> alerts,
        Func<T, string> @event,
        Func<T, string> key,
        Func<T, long> seq,
        Func<T, string> data,
        DateTimeOffset now
    ) =>
        Command(
            OfAlerts,
            Parameter(bookId),
            Parameter(now),
            Parameter(now + GiveUpAfter),
            Column(alerts, seq),
            Column(alerts, @event),
            Column(alerts, key),
            Column(alerts, data)
        );
}
