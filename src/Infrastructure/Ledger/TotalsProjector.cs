using Npgsql;
using Rupaya.Infrastructure.Reads;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>
/// Folds a book's journal into <c>book_totals</c> and moves the projection's head in the same transaction. Whatever asks for it, twice, late
/// or out of order, it folds what is not folded yet and nothing else.
/// </summary>
internal sealed class TotalsProjector(NpgsqlDataSource database)
{
    private const string Lock = $"select 1 from projection_heads where book_id = $1 and projection = '{ExactRead.Totals}' for update";

    // A statement of its own, so that its snapshot is taken after the wait for the lock.
    private const string Fold = $"""
        with h as materialized ({ExactRead.Head}),
        folded as (
            insert into book_totals as t (book_id, date, account_id, category_id, currency, flow, amount, n)
            select book_id, date, account_id, category_id, currency, flow, sum(amount), sum(sign)
              from entries where {ExactRead.Tail}
             group by book_id, date, account_id, category_id, currency, flow
            on conflict (book_id, date, account_id, category_id, currency, flow)
            do update set amount = t.amount + excluded.amount, n = t.n + excluded.n)
        update projection_heads p set applied_seq = h.seq from h
         where p.book_id = $1 and p.projection = '{ExactRead.Totals}' and p.applied_seq < h.seq
        """;

    public async Task FoldAsync(Guid bookId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection) { Timeout = 300 };
        batch.BatchCommands.Add(Command(Lock, Of(bookId)));
        batch.BatchCommands.Add(Command(Fold, Of(bookId)));
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(CancellationToken.None);
    }
}
