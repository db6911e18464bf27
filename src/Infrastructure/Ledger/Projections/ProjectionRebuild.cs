using Npgsql;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Infrastructure.Ledger.Projections;

/// <summary>
/// Computes a book's projections anew from its journal while it is read and written, in one transaction for each book: a read sees what was there or
/// what came of it. Only rows that were wrong are written, so that a book that was right costs no more than reading it. Writers do not wait; what they
/// post meanwhile is the tail. The raised epoch makes every cached answer void.
/// </summary>
public sealed class ProjectionRebuild
{
    private readonly NpgsqlDataSource _database;
    private readonly TotalsProjector _totals;
    private readonly SearchProjector _search;

    internal ProjectionRebuild(NpgsqlDataSource database, TotalsProjector totals, SearchProjector search)
    {
        _database = database;
        _totals = totals;
        _search = search;
    }

    // One projection of a book of many millions.
    private static readonly TimeSpan Limit = TimeSpan.FromHours(1);

    // More than a request has, because an import may be posting.
    private const string Wait = "select set_config('lock_timeout', '60s', true), set_config('work_mem', '128MB', true)";

    // Millions of rows are added up and compared by hash, where the planner, which takes the rows of one book for few, would sort them or look each
    // of them up. What is folded before is a few rows of the tail again.
    private const string ForceHashJoins =
        "select set_config('enable_sort', $1, true), set_config('enable_nestloop', $1, true), set_config('enable_mergejoin', $1, true)";

    private const string OneBook = "select book_id from books where book_id = $1";

    [AcrossBooks("An operator rebuilds all books; each is then rebuilt by itself.")]
    private const string AllBooks = "select book_id from books order by book_id";

    // A statement of its own, so that what is compared is seen after the wait for a projector.
    private const string LockHead = "select 1 from projection_heads where book_id = $1 and projection = $2 for update";

    // Last, because it waits for a writer, and writers for it.
    private const string RaiseEpoch = "update books set epoch = epoch + 1 where book_id = $1";

    /// <summary>All books, or one. Returns how many.</summary>
    /// <param name="only">The book; null for all.</param>
    /// <param name="done">Told of each, how many of its rows were wrong and what kept it from being rebuilt; null for nothing.</param>
    /// <param name="cancellation">Ends it; the book at hand stays as it was.</param>
    public async Task<int> RunAsync(Guid? only, Action<Guid, long, string?> done, CancellationToken cancellation)
    {
        var books = await BooksAsync(only, cancellation);
        foreach (var book in books)
        {
            try
            {
                // The totals last: writers' projectors wait for what is locked, and the search takes long.
                done(book, await RebuildAsync(book, [_search, _totals], cancellation), null);
            }
            catch (NpgsqlException e)
            {
                // It stays as it was; the other books are not kept waiting.
                done(book, 0, (e as PostgresException)?.MessageText ?? e.Message);
            }
        }
        return books.Count;
    }

    private async Task<List<Guid>> BooksAsync(Guid? only, CancellationToken cancellation)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        var command = only is { } book ? Command(OneBook, Parameter(book)) : Command(AllBooks);
        return await connection.ReadAsync(command, r => r.GetGuid(0), cancellation);
    }

    /// <summary>Computes projections of a book anew in one transaction. Returns how many rows were wrong, missing or too many.</summary>
    internal async Task<long> RebuildAsync(Guid book, IReadOnlyList<Projector> projectors, CancellationToken cancellation)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // Neither a plan that was made before these settings is used here, nor one made under them afterwards.
        await connection.ScalarAsync(UseCustomPlans(), cancellation, Limit);
        await connection.ScalarAsync(Command(Wait), cancellation, Limit);
        await connection.ScalarAsync(Command(BookSql.KeepFromErasing, Parameter(book)), cancellation, Limit);
        var wrong = 0L;
        foreach (var projector in projectors)
        {
            await connection.ScalarAsync(Command(LockHead, Parameter(book), Parameter(projector.Name)), cancellation, Limit);
            await connection.ScalarAsync(Command(ForceHashJoins, Parameter("on")), cancellation, Limit);
            await FoldAsync(connection, book, projector, cancellation);
            await connection.ScalarAsync(Command(ForceHashJoins, Parameter("off")), cancellation, Limit);
            wrong += (long)(await connection.ScalarAsync(Command(projector.Mend, Parameter(book)), cancellation, Limit))!;
        }
        await connection.ScalarAsync(Command(RaiseEpoch, Parameter(book)), cancellation, Limit);
        await transaction.CommitAsync(CancellationToken.None);
        return wrong;
    }

    // What is only late is not wrong.
    private static async Task FoldAsync(NpgsqlConnection connection, Guid book, Projector projector, CancellationToken cancellation)
    {
        for (IReadOnlyCollection<Guid> left = [book]; left.Count > 0; )
        {
            left = await projector.FoldSomeAsync(connection, left, cancellation);
        }
    }
}
