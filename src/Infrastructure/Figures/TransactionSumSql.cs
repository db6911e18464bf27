using Npgsql;
using Rupaya.Domain.Analytics;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Ledger;

namespace Rupaya.Infrastructure.Figures;

/// <summary>The statement that adds transactions up, with the state of the book that it saw in its first row.</summary>
internal static class TransactionSumSql
{
    // What is in the book's currency is read once; what a day's rate converts is grouped as the journal's sums are, so that both round alike.
    public static string Text(TransactionFilter filter, string source, string currency) =>
        $"""
            select null::text, null::text, null::text, null::date, ({ExactRead.RatesVersion})::numeric, b.seq, b.epoch::bigint
              from books b where b.book_id = $1
            union all
            select t.currency, t.flow, t.direction, null, sum(t.amount), count(*), 0
              from {source} where {filter.All} group by t.currency, t.flow, t.direction
            union all
            select x.currency, x.flow, x.direction, x.date, sum(x.amount), 0, 0 from (
                select t.currency, t.flow, t.direction, t.date, t.account_id, coalesce(s.category_id, t.category_id) as category_id,
                       coalesce(s.amount, t.amount) as amount
                  from {source}
                  left join transaction_splits s on s.book_id = $1 and s.transaction_id = t.transaction_id and t.category_id is null
                 where {filter.All} and t.currency <> {currency}
                   and exists (select 1 from accounts a where a.book_id = $1 and a.currency <> {currency})) x
             group by x.currency, x.flow, x.direction, x.date, x.account_id, x.category_id
            """;

    /// <summary>True for the row that has the state instead of a sum.</summary>
    public static bool IsLabel(NpgsqlDataReader r) => r.IsDBNull(1);

    public static BookLabel Label(NpgsqlDataReader r) => new(r.GetInt64(5), (int)r.GetInt64(6), (long)r.GetDecimal(4));

    public static MovedSum Sum(NpgsqlDataReader r) =>
        new(
            r.GetString(0),
            Flows.Parse(r.GetString(1)),
            Directions.Parse(r.GetString(2)),
            r.GetDecimal(4),
            r.IsDBNull(3) ? null : r.GetFieldValue<DateOnly>(3),
            r.GetInt64(5)
        );
}
