using Npgsql;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Writing;

/// <summary>Re-posts what a category holds under another one: one statement, for it may be everything a book has.</summary>
public static class CategoryMerge
{
    private const string Held = """
        t.book_id = $1 and t.deleted_seq is null and t.transaction_id in (
            select w.transaction_id from transactions w where w.book_id = $1 and w.category_id = $2
            union all
            select s.transaction_id from transaction_splits s where s.book_id = $1 and s.category_id = $2)
          and (t.category_id is null or t.category_id = $2)
        """;

    [RunsInParts("It holds the book's head: nobody else writes to the book meanwhile.")]
    private const string MoveText = $"""
        with r as materialized (
            select t.*, $4 - 1 + row_number() over (order by t.date, t.transaction_id) as seq, {TransactionSql.State} as before
              from transactions t where {Held}),
        parts as materialized (
            select r.*, 0 as part, r.amount as part_amount from r where r.category_id = $2
            union all
            select r.*, s.line, s.amount from r join transaction_splits s on s.book_id = $1 and s.transaction_id = r.transaction_id and s.category_id = $2
             where r.category_id is null),
        c as (
            insert into changes (book_id, seq, at, actor_id, kind, subject_id, op, before)
            select $1, seq, $5, $6, 'transaction', transaction_id, 'update', before from r),
        e as (
            insert into entries (book_id, seq, line, transaction_id, account_id, category_id, date, currency, flow, sign, amount)
            select $1, p.seq, 2 * p.part + x.i, p.transaction_id, p.account_id, x.category_id, p.date, p.currency, p.flow, x.sign,
                   x.sign * case p.direction when 'in' then p.part_amount else -p.part_amount end
              from parts p, (values (0, -1, $2), (1, 1, $3)) as x(i, sign, category_id)),
        s as (
            update transaction_splits s set category_id = $3 from r
             where s.book_id = $1 and s.transaction_id = r.transaction_id and s.category_id = $2)
        update transactions t set category_id = case when t.category_id = $2 then $3 end, version = r.seq, updated_at = $5
          from r where t.book_id = $1 and t.transaction_id = r.transaction_id
        """;

    /// <summary>True when a live transaction is in the category, as a whole or with a part.</summary>
    public static async Task<bool> HoldsAsync(LockedBook book, Guid categoryId, CancellationToken cancellation)
    {
        const string Text = """
            select exists (select 1 from transactions where book_id = $1 and deleted_seq is null and category_id = $2)
                or exists (select 1 from transaction_splits s join transactions t on t.book_id = $1 and t.transaction_id = s.transaction_id
                            where s.book_id = $1 and s.category_id = $2 and t.deleted_seq is null and t.category_id is null)
            """;
        return (bool)(await book.ScalarAsync(Command(Text, Parameter(book.BookId), Parameter(categoryId)), cancellation))!;
    }

    /// <summary>How many live transactions are in the category, as a whole or with a part.</summary>
    public static async Task<int> CountAsync(LockedBook book, Guid categoryId, CancellationToken cancellation)
    {
        var command = Command($"select count(*)::int from transactions t where {Held}", Parameter(book.BookId), Parameter(categoryId));
        return (int)(await book.ScalarAsync(command, cancellation))!;
    }

    /// <summary>Moves them all; writes one change for each, from <paramref name="firstSeq"/> on.</summary>
    public static NpgsqlBatchCommand Move(LockedBook book, Guid from, Guid to, long firstSeq) =>
        Command(
            MoveText,
            Parameter(book.BookId),
            Parameter(from),
            Parameter(to),
            Parameter(firstSeq),
            Parameter(book.At),
            Parameter(book.ActorId)
        );
}
