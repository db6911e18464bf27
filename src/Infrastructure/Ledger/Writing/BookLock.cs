using Npgsql;
using Rupaya.Domain.Results;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Writing;

/// <param name="Book">The locked book; null when the caller may not write to it.</param>
/// <param name="Seq">The head after the numbers were taken.</param>
/// <param name="Stored">What an earlier request with this idempotency key answered, or its refusal.</param>
internal sealed record OpenedBook(LockedBook? Book, long Seq, Result<StoredReply>? Stored);

/// <summary>The first round trip of a write: takes the numbers, which locks the head, and reads everything else after the wait.</summary>
internal static class BookLock
{
    private static readonly string TakeNumbers = $"""
        update books b set seq = b.seq + $4
          from sessions s, book_members m
         where b.book_id = $1 and {IsCallers("$6")}
           and {SessionSql.AliveAs("$3", "$2", "$5")}
           and m.book_id = $1 and m.user_id = $2 and m.role in ('owner', 'editor')
        returning b.book_id, b.seq, b.currency, b.time_zone
        """;

    // The filter above was evaluated before the wait for the lock; this statement has a snapshot of its own and the commit depends on it.
    private static readonly string CheckAgain = $"""
        select 1 from sessions s, book_members m
         where {SessionSql.AliveAs("$3", "$2", "$4")} and {IsCallers("$5")}
           and m.book_id = $1 and m.user_id = $2 and m.role in ('owner', 'editor')
        """;

    private const string Accounts = AccountSql.Select + " where book_id = $1 and deleted_seq is null and account_id = any($2)";

    private const string Categories = CategorySql.Select + " where book_id = $1 and deleted_seq is null and category_id = any($2)";

    private const string AccountsWithTransactions =
        AccountSql.Select
        + """
             where book_id = $1 and deleted_seq is null and account_id = any($2 || array(
            select account_id from transactions where book_id = $1 and transaction_id = any($3)))
            """;

    private const string CategoriesWithTransactions =
        CategorySql.Select
        + """
             where book_id = $1 and deleted_seq is null and category_id = any($2 || array(
            select category_id from transactions where book_id = $1 and transaction_id = any($3)
            union all
            select category_id from transaction_splits where book_id = $1 and transaction_id = any($3)))
            """;

    private const string Transactions =
        TransactionSql.Select + " where t.book_id = $1 and t.deleted_seq is null and t.transaction_id = any($2)";

    // The token's book counts only while it is the default of the user $2.
    private static string IsCallers(string named) => $"({named} or $1 = (select u.default_book_id from users u where u.user_id = $2))";

    public static async Task<OpenedBook> TakeAsync(
        NpgsqlConnection connection,
        Caller caller,
        int changes,
        BookReads reads,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await using var batch = Batch(connection, caller, changes, reads, now);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return new OpenedBook(null, 0, null);
        }
        var book = new LockedBook(connection, reader.GetGuid(0), reader.GetString(2), reader.GetString(3), caller.UserId, now);
        var seq = reader.GetInt64(1);
        await reader.NextResultAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            return new OpenedBook(null, 0, null);
        }
        if (caller.Idempotency is not null)
        {
            await reader.NextResultAsync(cancellation);
            if (await reader.ReadAsync(cancellation))
            {
                return new OpenedBook(book, seq, IdempotencySql.Replay(reader, caller.Idempotency));
            }
        }
        await ReadRowsAsync(reader, book, reads, cancellation);
        return new OpenedBook(book, seq, null);
    }

    /// <summary>The head of a book for what the book does by itself; null when the book is gone.</summary>
    public static async Task<(LockedBook Book, long Seq)?> TakeAsync(
        NpgsqlConnection connection,
        Guid bookId,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var rows = await connection.ReadAsync(
            Command($"select {BookSql.Columns} from books b where b.book_id = $1 for no key update", Parameter(bookId)),
            BookSql.Read,
            cancellation
        );
        if (rows is not [var row])
        {
            return null;
        }
        var book = new LockedBook(connection, bookId, row.Currency, row.TimeZone, Guid.Empty, now);
        return (book, row.Seq);
    }

    private static NpgsqlBatch Batch(NpgsqlConnection connection, Caller caller, int changes, BookReads reads, DateTimeOffset now)
    {
        var (book, user, session) = (caller.BookId, caller.UserId, caller.SessionId);
        var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            Command(
                TakeNumbers,
                Parameter(book),
                Parameter(user),
                Parameter(session),
                Parameter(changes),
                Parameter(now),
                Parameter(caller.NamesBook)
            )
        );
        batch.BatchCommands.Add(
            Command(CheckAgain, Parameter(book), Parameter(user), Parameter(session), Parameter(now), Parameter(caller.NamesBook))
        );
        if (caller.Idempotency is not null)
        {
            batch.BatchCommands.Add(IdempotencySql.Select(caller));
        }
        var (accounts, categories, transactions) = (reads.Accounts, reads.Categories, reads.Transactions);
        if (transactions.Length == 0)
        {
            if (accounts.Length > 0)
            {
                batch.BatchCommands.Add(Command(Accounts, Parameter(book), Parameter(accounts)));
            }
            if (categories.Length > 0)
            {
                batch.BatchCommands.Add(Command(Categories, Parameter(book), Parameter(categories)));
            }
        }
        else
        {
            batch.BatchCommands.Add(Command(AccountsWithTransactions, Parameter(book), Parameter(accounts), Parameter(transactions)));
            batch.BatchCommands.Add(Command(CategoriesWithTransactions, Parameter(book), Parameter(categories), Parameter(transactions)));
            batch.BatchCommands.Add(Command(Transactions, Parameter(book), Parameter(transactions)));
        }
        return batch;
    }

    private static async Task ReadRowsAsync(NpgsqlDataReader reader, LockedBook book, BookReads reads, CancellationToken cancellation)
    {
        if (reads.Accounts.Length + reads.Transactions.Length > 0 && await reader.NextResultAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                var row = AccountSql.Read(reader);
                book.Accounts[row.AccountId] = row;
            }
        }
        if (reads.Categories.Length + reads.Transactions.Length > 0 && await reader.NextResultAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                var row = CategorySql.Read(reader);
                book.Categories[row.CategoryId] = row;
            }
        }
        if (reads.Transactions.Length > 0 && await reader.NextResultAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                var row = TransactionSql.Read(reader);
                book.Transactions[row.TransactionId] = row;
            }
        }
    }
}
