using Npgsql;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Rows;

/// <summary>What of accounts' balances is dated after a day: totals and the tail that is not folded yet, in one statement.</summary>
public static class LaterSums
{
    /// <summary>Account, date and amount of what the book <c>$1</c> has after the day <c>$2</c>; goes with <see cref="ExactRead.Head"/>.</summary>
    internal const string Rows = $"""
        select account_id, date, amount from book_totals where book_id = $1 and date > $2
        union all
        select account_id, date, amount from entries where {ExactRead.Tail} and date > $2
        """;

    /// <summary>
    /// The sum of what is dated after a day of the account <c>a</c>, for statements over many accounts. Read it only where <c>a.last_date</c> is
    /// later.
    /// </summary>
    /// <param name="day">Parameter or column of the day.</param>
    /// <param name="book">Parameter or column of the account's book.</param>
    public static string Of(string day, string book = "$1") =>
        $"""
            (select coalesce(sum(x.amount), 0) from (
                select t.amount from book_totals t where t.book_id = {book} and t.date > {day} and t.account_id = a.account_id
                union all
                select e.amount from entries e
                 where e.book_id = {book} and e.account_id = a.account_id and e.date > {day}
                   and e.seq > (select p.applied_seq from projection_heads p where p.book_id = {book} and p.projection = '{ExactRead.Totals}')) x)
            """;

    private const string OfAccounts = $"""
        with h as materialized ({ExactRead.Head})
        select account_id, date, sum(amount) from ({Rows}) x where account_id = any($3) group by account_id, date having sum(amount) <> 0
        """;

    /// <summary>Reads them for accounts of a book whose head is held.</summary>
    internal static async Task<ILookup<Guid, (DateOnly Date, decimal Amount)>> ReadAsync(
        LockedBook book,
        Guid[] accountIds,
        CancellationToken cancellation
    )
    {
        var rows = await book.ReadAsync(
            Command(OfAccounts, Sql.Parameter(book.BookId), Sql.Parameter(book.Today), Sql.Parameter(accountIds)),
            r => (Account: r.GetGuid(0), Date: r.GetFieldValue<DateOnly>(1), Amount: r.GetDecimal(2)),
            cancellation
        );
        return rows.ToLookup(r => r.Account, r => (r.Date, r.Amount));
    }
}
