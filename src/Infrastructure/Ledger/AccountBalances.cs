using Npgsql;
using Rupaya.Domain.Ledger;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>Balances as of a date: totals up to it and the tail that is not folded yet, in one statement.</summary>
public sealed class AccountBalances(NpgsqlDataSource database)
{
    private const string AsOf = $"""
        with h as materialized ({ExactRead.Head})
        select coalesce(sum(amount), 0) from (
            select amount from book_totals where book_id = $1 and date <= $2 and account_id = $3
            union all
            select amount from entries where {ExactRead.Tail} and date <= $2 and account_id = $3
        ) x
        """;

    private static readonly string Accounts = $"""
        with h as materialized ({ExactRead.Head}),
        later as materialized (select account_id, sum(amount) as amount from ({LaterSums.Rows}) x group by account_id)
        select {AccountSql.OfRow}, a.current_balance - coalesce(l.amount, 0)
          from accounts a left join later l on l.account_id = a.account_id
         where a.book_id = $1 and a.deleted_seq is null and ($3::uuid is null or a.account_id = $3) order by a.account_id
        """;

    /// <summary>The live accounts of a book, oldest first, or one of them; each with its balance at the end of a day.</summary>
    /// <param name="bookId">The book.</param>
    /// <param name="today">Civil date in the book's zone.</param>
    /// <param name="accountId">One account; null for all.</param>
    /// <param name="cancellation">Ends the query.</param>
    public async Task<IReadOnlyList<(Account Account, decimal Today)>> ReadAsync(
        Guid bookId,
        DateOnly today,
        Guid? accountId,
        CancellationToken cancellation
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await ReadAsync(connection, bookId, today, accountId, cancellation);
    }

    /// <summary>The same within the caller's snapshot.</summary>
    internal static Task<List<(Account Account, decimal Today)>> ReadAsync(
        NpgsqlConnection connection,
        Guid bookId,
        DateOnly today,
        Guid? accountId,
        CancellationToken cancellation
    ) =>
        connection.ReadAsync(
            Command(Accounts, Parameter(bookId), Parameter(today), Parameter(accountId)),
            r => (AccountSql.Read(r), r.GetDecimal(AccountSql.ColumnCount)),
            cancellation
        );

    /// <returns>The balance at the end of the day, in the account's currency.</returns>
    public async Task<decimal> AsOfAsync(Guid bookId, Guid accountId, DateOnly date, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (decimal)(await connection.ScalarAsync(AsOfCommand(bookId, accountId, date), cancellation))!;
    }

    /// <summary>The same of a book whose head is held.</summary>
    public static async Task<decimal> AsOfAsync(LockedBook book, Guid accountId, DateOnly date, CancellationToken cancellation) =>
        (decimal)(await book.ScalarAsync(AsOfCommand(book.BookId, accountId, date), cancellation))!;

    private static NpgsqlBatchCommand AsOfCommand(Guid bookId, Guid accountId, DateOnly date) =>
        Command(AsOf, Parameter(bookId), Parameter(date), Parameter(accountId));
}
