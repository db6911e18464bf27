using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Webhooks;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.RaiseAlerts;

/// <summary>An account of money at hand fell below the threshold, once per account and calendar month of the book's zone.</summary>
internal sealed class LowBalanceRule(NpgsqlDataSource database, IOptions<AlertOptions> options, TimeProvider clock) : IAlertRule
{
    private static readonly string[] AtHand = ["checking", "savings", "cash", "wallet"];

    // What is dated after today is not there yet: of those accounts the balance is not known here.
    [AcrossBooks("The books of a batch of messages: which of them may have a low account. Each of those is then looked at by itself.")]
    private const string MayBeLow = """
        select distinct a.book_id from accounts a join books b on b.book_id = a.book_id
         where a.book_id = any($1) and a.deleted_seq is null and not a.is_archived and a.type = any($2)
           and (a.current_balance < $3 or a.last_date > ($4 at time zone b.time_zone)::date)
        """;

    // What the account had before the messages: its balance without what was posted since and, when a day has begun, without what was booked for it
    // before. An opening is no fall, and what is dated later is not there yet.
    private static readonly string Fallen = $"""
        with held as materialized (
            select a.account_id, a.name, a.currency, a.last_posting_seq, d.today,
                   a.current_balance - case when a.last_date > d.today then {LaterSums.Of("d.today")} else 0 end as balance
              from books b cross join lateral (select ($5 at time zone b.time_zone)::date as today) d
              join accounts a on a.book_id = $1 and (a.last_posting_seq > $2 or $6 and a.last_date >= d.today)
             where b.book_id = $1 and a.deleted_seq is null and not a.is_archived and a.type = any($3))
        select $1, account_id, name, currency, balance, to_char(today, 'YYYY-MM'), last_posting_seq from held a
         cross join lateral (
               select coalesce(sum(e.amount), 0) as amount from entries e
                where e.book_id = $1 and e.seq > $2 and e.account_id = a.account_id and e.flow <> 'opening' and e.date <= a.today) since
         cross join lateral (
               -- Without what is in "since" as well, because it was folded already.
               select coalesce(sum(t.amount), 0) - (
                      select coalesce(sum(e.amount), 0) from entries e
                        join projection_heads p on p.book_id = $1 and p.projection = 'totals' and e.seq <= p.applied_seq
                       where $6 and e.book_id = $1 and e.seq > $2 and e.account_id = a.account_id and e.date = a.today
                         and e.flow <> 'opening') as amount
                 from book_totals t
                where $6 and t.book_id = $1 and t.account_id = a.account_id and t.date = a.today and t.flow <> 'opening') begun
         where a.balance < $4 and a.balance - since.amount - begun.amount >= $4
        """;

    public async Task<IReadOnlyList<Alert>> FindAsync(IReadOnlyList<BookChanged> messages, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var ofBook = messages.ToLookup(m => m.BookId);
        var alerts = new List<Alert>();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var mayBeLow = Command(
            MayBeLow,
            Parameter([.. ofBook.Select(b => b.Key)]),
            Parameter(AtHand),
            Parameter(options.Value.LowBalance),
            Parameter(now)
        );
        foreach (var book in await connection.ReadAsync(mayBeLow, r => r.GetGuid(0), cancellation))
        {
            alerts.AddRange(await connection.ReadAsync(HasFallen(book, [.. ofBook[book]], now), Read, cancellation));
        }
        return alerts;
    }

    private NpgsqlBatchCommand HasFallen(Guid bookId, IReadOnlyList<BookChanged> messages, DateTimeOffset now) =>
        Command(
            Fallen,
            Parameter(bookId),
            Parameter(messages.Min(m => m.FromSeq)),
            Parameter(AtHand),
            Parameter(options.Value.LowBalance),
            Parameter(now),
            Parameter(messages.Any(m => m.Cause == DayTurn.Cause))
        );

    private Alert Read(NpgsqlDataReader r)
    {
        var (name, currency, balance) = (r.GetString(2), r.GetString(3), r.GetDecimal(4));
        var data = new
        {
            AccountId = r.GetGuid(1),
            Name = name,
            Balance = balance,
            Currency = currency,
            Threshold = options.Value.LowBalance,
        };
        return new Alert(
            r.GetGuid(0),
            WebhookEvents.LowBalance,
            WebhookEvents.LowBalance,
            SupersededBy: "",
            r.GetString(5),
            r.GetGuid(1),
            $"Low balance in {name}",
            $"{Rupaya.Domain.Money.Currency.Of(currency).Format(balance)} left in {name}.",
            JsonSerializer.Serialize(data, Json.Options),
            r.GetInt64(6)
        );
    }
}
