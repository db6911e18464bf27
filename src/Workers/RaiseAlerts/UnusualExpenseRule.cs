using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Http;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.RaiseAlerts;

/// <summary>
/// An expense is several times what expenses of its currency were on average in the 90 days up to it. What a statement brings is history and
/// never unusual. A split counts as its parts in the average.
/// </summary>
internal sealed class UnusualExpenseRule(NpgsqlDataSource database, IOptions<AlertOptions> options) : IAlertRule
{
    private const string Kind = "expense.unusual";
    private const string Transactions = "transaction.";

    private static readonly string UnusualOfOne = Unusual(BookScope.One);

    [AcrossBooks("The books of a batch of messages: one statement costs less than one for each of them.")]
    private static readonly string UnusualOfMany = Unusual(BookScope.Many);

    public async Task<IReadOnlyList<Alert>> FindAsync(IReadOnlyList<BookChanged> messages, CancellationToken cancellation)
    {
        var created = messages.Where(m => m.Cause.StartsWith(Transactions, StringComparison.Ordinal)).ToList();
        if (created.Count == 0)
        {
            return [];
        }
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var isOne = created.TrueForAll(m => m.BookId == created[0].BookId);
        var command = Command(
            isOne ? UnusualOfOne : UnusualOfMany,
            isOne ? Parameter(created[0].BookId) : Column(created, m => m.BookId),
            Column(created, m => m.FromSeq),
            Column(created, m => m.ToSeq),
            Parameter(Math.Max(1, options.Value.UnusualBasis)),
            Parameter(options.Value.UnusualFactor)
        );
        return await connection.ReadAsync(command, Read, cancellation);
    }

    private static Alert Read(NpgsqlDataReader r)
    {
        var (amount, currency, average) = (r.GetDecimal(2), r.GetString(3), r.GetDecimal(5));
        var of = Rupaya.Domain.Money.Currency.Of(currency);
        var data = new
        {
            TransactionId = r.GetGuid(1),
            Amount = amount,
            Currency = currency,
            Date = r.GetFieldValue<DateOnly>(4),
            Average = average,
        };
        return new Alert(
            r.GetGuid(0),
            Kind,
            Kind,
            SupersededBy: "",
            Period: "",
            r.GetGuid(1),
            "Unusually large expense",
            $"{of.Format(amount)} on {data.Date:yyyy-MM-dd}; the average of the 90 days before is {of.Format(average)}.",
            JsonSerializer.Serialize(data, Json.Options),
            r.GetInt64(6)
        );
    }

    // Totals and tail in one statement, or what is folded meanwhile would count twice.
    private static string Unusual(BookScope books) =>
        $"""
            with m as materialized ({books.Rows("$2, $3", "from_seq, to_seq")}),
            x as materialized (
                select t.* from m
                 cross join lateral (
                       select * from changes c where c.book_id = {books.Of("m")} and c.seq > m.from_seq and c.seq <= m.to_seq offset 0) c
                 cross join lateral (
                       select * from transactions t where t.book_id = {books.Of("c")} and t.transaction_id = c.subject_id offset 0) t
                 where c.kind = 'transaction' and c.op = 'create' and t.flow = 'expense' and t.import_identity is null and t.deleted_seq is null),
            of_day as materialized (
                select k.book_id, k.currency, k.date, -sum(y.amount) as amount, sum(y.n) as n
                  from (select distinct x.book_id, x.currency, x.date, b.seq, p.applied_seq from x join books b on b.book_id = {books.Of(
                "x"
            )}
                          join projection_heads p on p.book_id = {books.Of("x")} and p.projection = '{ExactRead.Totals}') k
                 cross join lateral (
                       select amount, n from book_totals t where t.book_id = {books.Of("k")} and t.date between k.date - 90 and k.date
                          and t.flow = 'expense' and t.currency = k.currency
                       union all
                       select amount, sign from entries e where e.book_id = {books.Of("k")} and e.seq > k.applied_seq and e.seq <= k.seq
                          and e.date between k.date - 90 and k.date and e.flow = 'expense' and e.currency = k.currency offset 0) y
                 group by k.book_id, k.currency, k.date)
            select x.book_id, x.transaction_id, x.amount, x.currency, x.date, round((d.amount - x.amount) / (d.n - 1), 2), x.version
              from x join of_day d on d.book_id = x.book_id and d.currency = x.currency and d.date = x.date
             where d.n - 1 >= $4 and x.amount * (d.n - 1) > $5 * (d.amount - x.amount)
            """;
}
