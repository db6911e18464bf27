using Npgsql;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Notifications.Webhooks;

/// <summary>
/// The statements on <c>due_books</c>: which books have something waiting for a receiver, and when to look at them next. Who sends looks here and
/// not through the deliveries of all books. Whoever makes a delivery wait wakes its book in the same transaction.
/// </summary>
public static class DueBookSql
{
    private const string WakeText = """
        insert into due_books as d (book_id, not_before) select b, $2 from unnest($1) as b order by b
        on conflict (book_id) do update set not_before = least(d.not_before, excluded.not_before)
        """;

    // Put off first: what is planned from here on makes the book due again, and if this process dies, so does the time.
    private const string TakeText = """
        update due_books d set not_before = $2
          from (select book_id from due_books where not_before <= $1 order by not_before limit $3 for update skip locked) x
         where d.book_id = x.book_id returning d.book_id
        """;

    private const string SettleText = """
        with seen as materialized (select * from unnest($1, $2) as s(book_id, next)),
        over as (
            delete from due_books d using seen s where d.book_id = s.book_id and s.next is null and d.not_before = $3)
        update due_books d set not_before = s.next from seen s where d.book_id = s.book_id and s.next is not null and d.not_before = $3
        """;

    /// <summary>The books are to be looked at from a moment on.</summary>
    public static NpgsqlBatchCommand Wake(Guid[] books, DateTimeOffset from) => Command(WakeText, Parameter(books), Parameter(from));

    /// <summary>Takes books that are due; nobody else looks at them until then.</summary>
    public static NpgsqlBatchCommand Take(DateTimeOffset now, DateTimeOffset until, int atMost) =>
        Command(TakeText, Parameter(now), Parameter(until), Parameter((long)atMost));

    /// <summary>When to look at taken books next, or null for those with nothing waiting. Those that were woken meanwhile stay due.</summary>
    /// <param name="seen">Each book with its next time.</param>
    /// <param name="until">What they were taken until.</param>
    public static NpgsqlBatchCommand Settle(IReadOnlyList<(Guid BookId, DateTimeOffset? Next)> seen, DateTimeOffset until) =>
        Command(SettleText, Column(seen, s => s.BookId), Column(seen, s => s.Next), Parameter(until));
}
