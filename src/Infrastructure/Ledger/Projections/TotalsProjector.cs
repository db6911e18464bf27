using Npgsql;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Projections;

/// <summary>Folds the journals of books into <c>book_totals</c>, and into <c>book_flows</c> what was earned and spent: what every figure is added up from.</summary>
public sealed class TotalsProjector(NpgsqlDataSource database) : Projector(database)
{
    private static readonly string LockOne = Lock(BookScope.One);

    [AcrossBooks(Batch)]
    private static readonly string LockMany = Lock(BookScope.Many);

    [RunsInParts(HoldsHead)]
    private static readonly string FoldOne = Fold(BookScope.One);

    [AcrossBooks(Batch), RunsInParts(HoldsHead)]
    private static readonly string FoldMany = Fold(BookScope.Many);

    [RunsInParts(HoldsHead)]
    private const string MendText = $"""
        with posted as materialized (
            select date, account_id, category_id, currency, flow, sum(amount) as amount, sum(sign) as n from entries
             where book_id = $1 group by date, account_id, category_id, currency, flow),
        days as materialized (
            select 'day' as unit, date as start, category_id, currency, flow, sum(amount) as amount, sum(n) as n from posted
             where flow in ('income', 'expense', 'refund') group by date, category_id, currency, flow),
        earned as (
            select * from days
             union all
            select 'month', date_trunc('month', start)::date, category_id, currency, flow, sum(amount), sum(n) from days
             group by date_trunc('month', start)::date, category_id, currency, flow),
        totals as materialized (
            select date, account_id, category_id, currency, flow, p.amount, p.n
              from posted p full join (select * from book_totals where book_id = $1) t using (date, account_id, category_id, currency, flow)
             where (t.amount, t.n) is distinct from (p.amount, p.n)),
        totals_gone as (
            delete from book_totals t using totals x
             where t.book_id = $1 and x.n is null
               and (t.date, t.account_id, t.category_id, t.currency, t.flow) = (x.date, x.account_id, x.category_id, x.currency, x.flow)),
        totals_set as (
            insert into book_totals as t (book_id, date, account_id, category_id, currency, flow, amount, n)
            select $1, date, account_id, category_id, currency, flow, amount, n from totals where n is not null
             order by date, account_id, category_id, currency, flow
            on conflict (book_id, date, account_id, category_id, currency, flow) do update set amount = excluded.amount, n = excluded.n),
        flows as materialized (
            select unit, start, category_id, currency, flow, e.amount, e.n
              from earned e full join (select * from book_flows where book_id = $1) f using (unit, start, category_id, currency, flow)
             where (f.amount, f.n) is distinct from (e.amount, e.n)),
        flows_gone as (
            delete from book_flows f using flows x
             where f.book_id = $1 and x.n is null
               and (f.unit, f.start, f.category_id, f.currency, f.flow) = (x.unit, x.start, x.category_id, x.currency, x.flow)),
        flows_set as (
            insert into book_flows as f (book_id, unit, start, category_id, currency, flow, amount, n)
            select $1, unit, start, category_id, currency, flow, amount, n from flows where n is not null
             order by unit, start, category_id, currency, flow
            on conflict (book_id, unit, start, category_id, currency, flow) do update set amount = excluded.amount, n = excluded.n),
        head as (
            update projection_heads set applied_seq = (select seq from books where book_id = $1)
             where book_id = $1 and projection = '{ExactRead.Totals}')
        select (select count(*) from totals) + (select count(*) from flows)
        """;

    /// <inheritdoc/>
    internal override string Name => ExactRead.Totals;

    /// <inheritdoc/>
    internal override string Mend => MendText;

    /// <inheritdoc/>
    internal override async Task<IReadOnlyCollection<Guid>> FoldSomeAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<Guid> books,
        CancellationToken cancellation
    )
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = CommandTimeoutSeconds };
        batch.BatchCommands.Add(Command(books.Count == 1 ? LockOne : LockMany, Named(books)));
        batch.BatchCommands.Add(Command(books.Count == 1 ? FoldOne : FoldMany, Named(books)));
        await batch.ExecuteNonQueryAsync(cancellation);
        return [];
    }

    // In the order of the books: two projectors with the same books wait for each other instead of dying of it.
    private static string Lock(BookScope books) =>
        $"select 1 from projection_heads where book_id {books.Given} and projection = '{ExactRead.Totals}' order by book_id for update";

    // A statement of its own, so that its snapshot is taken after the wait for the lock. The fence (offset 0) keeps each book on its index. Sorted, so that
    // a range of days lies together on disk and the keys go into their index in order.
    private static string Fold(BookScope books) =>
        $"""
            with h as materialized (
                select b.book_id, b.seq, p.applied_seq from books b
                  join projection_heads p on p.book_id = {books.Of("b")} and p.projection = '{ExactRead.Totals}'
                 where b.book_id {books.Given} and p.applied_seq < b.seq),
            posted as materialized (
                select {books.Of(
                "e"
            )} as book_id, e.date, e.account_id, e.category_id, e.currency, e.flow, sum(e.amount) as amount, sum(e.sign) as n
                  from h cross join lateral (
                       select * from entries e where e.book_id = {books.Of("h")} and e.seq > h.applied_seq and e.seq <= h.seq offset 0) e
                 group by e.book_id, e.date, e.account_id, e.category_id, e.currency, e.flow),
            folded as (
                insert into book_totals as t (book_id, date, account_id, category_id, currency, flow, amount, n)
                select book_id, date, account_id, category_id, currency, flow, amount, n from posted order by book_id, date, account_id, category_id, currency, flow
                on conflict (book_id, date, account_id, category_id, currency, flow)
                do update set amount = t.amount + excluded.amount, n = t.n + excluded.n),
            flows as (
                insert into book_flows as f (book_id, unit, start, category_id, currency, flow, amount, n)
                select p.book_id, u.unit, u.start, p.category_id, p.currency, p.flow, sum(p.amount), sum(p.n)
                  from posted p cross join lateral (values ('day', p.date), ('month', date_trunc('month', p.date)::date)) u (unit, start)
                 where p.flow in ('income', 'expense', 'refund')
                 group by p.book_id, u.unit, u.start, p.category_id, p.currency, p.flow
                 order by p.book_id, u.unit, u.start, p.category_id, p.currency, p.flow
                on conflict (book_id, unit, start, category_id, currency, flow)
                do update set amount = f.amount + excluded.amount, n = f.n + excluded.n)
            update projection_heads p set applied_seq = h.seq from h
             where p.book_id = {books.Of("h")} and p.projection = '{ExactRead.Totals}' and p.applied_seq < h.seq
            """;
}
