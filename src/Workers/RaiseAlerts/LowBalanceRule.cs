using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Domain.Webhooks;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Web;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Workers.RaiseAlerts;

/// <summary>An account of money at hand fell below the threshold, once per account and calendar month of the book's zone.</summary>
internal sealed class LowBalanceRule(NpgsqlDataSource database, IOptions<AlertOptions> options, TimeProvider clock) : IAlertRule
{
    private static readonly string[] AtHand = ["checking", "savings", "cash", "wallet"];

    // What the account had before the messages: its balance without what was posted since. An opening is no fall.
    private const string Fallen = """
        with m as materialized (select book_id, min(from_seq) as from_seq from unnest($1, $2) as m(book_id, from_seq) group by book_id),
        low as materialized (
            select a.*, m.from_seq, to_char($5 at time zone b.time_zone, 'YYYY-MM') as month from m join books b on b.book_id = m.book_id
              join accounts a on a.book_id = m.book_id and a.last_posting_seq > m.from_seq
             where a.deleted_seq is null and not a.is_archived and a.type = any($3) and a.current_balance < $4)
        select book_id, account_id, name, currency, current_balance, month, last_posting_seq from low a
         cross join lateral (
               select coalesce(sum(e.amount), 0) as amount from entries e
                where e.book_id = a.book_id and e.seq > a.from_seq and e.account_id = a.account_id and e.flow <> 'opening') since
         where a.current_balance - since.amount >= $4
        """;

    public async Task<IReadOnlyList<Alert>> FindAsync(IReadOnlyList<BookChanged> messages, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var command = Command(
            Fallen,
            Column(messages, m => m.BookId),
            Column(messages, m => m.FromSeq),
            Of(AtHand),
            Of(options.Value.LowBalance),
            Of(clock.GetUtcNow())
        );
        return await connection.ReadAsync(command, Read, cancellation);
    }

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
