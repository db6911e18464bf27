using Npgsql;
using Rupaya.Infrastructure.Reads;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>
/// Folds the journals of books into <c>book_totals</c> and moves the projection's heads in the same transaction. Whatever asks for it, twice,
/// late or out of order, it folds what is not folded yet and nothing else.
/// </summary>
internal sealed class TotalsProjector(NpgsqlDataSource database)
{
    // In the order of the books: two projectors with the same books wait for each other instead of dying of it.
    private const string Lock =
        $"select 1 from projection_heads where book_id = any($1) and projection = '{ExactRead.Totals}' order by book_id for update";

    // A statement of its own, so that its snapshot is taken after the wait for the lock. The fence (offset 0) keeps each book on its index.
    private const string Fold = $"""
        with h as materialized (
            select b.book_id, b.seq, p.applied_seq from books b
              join projection_heads p on p.book_id = b.book_id and p.projection = '{ExactRead.Totals}'
             where b.book_id = any($1) and p.applied_seq < b.seq),
        folded as (
            insert into book_totals as t (book_id, date, account_id, category_id, currency, flow, amount, n)
            select e.book_id, e.date, e.account_id, e.category_id, e.currency, e.flow, sum(e.amount), sum(e.sign)
              from h cross join lateral (
                   select * from entries e where e.book_id = h.book_id and e.seq > h.applied_seq and e.seq <= h.seq offset 0) e
             group by e.book_id, e.date, e.account_id, e.category_id, e.currency, e.flow
            on conflict (book_id, date, account_id, category_id, currency, flow)
            do update set amount = t.amount + excluded.amount, n = t.n + excluded.n)
        update projection_heads p set applied_seq = h.seq from h
         where p.book_id = h.book_id and p.projection = '{ExactRead.Totals}' and p.applied_seq < h.seq
        """;

    public async Task FoldAsync(IReadOnlyCollection<Guid> books, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection) { Timeout = 300 };
        batch.BatchCommands.Add(Command(Lock, Of([.. books])));
        batch.BatchCommands.Add(Command(Fold, Of([.. books])));
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(CancellationToken.None);
    }
}
