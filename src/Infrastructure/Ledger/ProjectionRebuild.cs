using Npgsql;
using Rupaya.Infrastructure.Reads;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>
/// Computes a book's projections anew from its journal while it is read and written: dropping and starting over commit together, so that a read
/// sees either the old totals or none and the whole tail, which is slower and as exact. The raised epoch makes every cached answer void.
/// </summary>
internal sealed class ProjectionRebuild(NpgsqlDataSource database, TotalsProjector totals, SearchProjector search)
{
    // First, so that what is dropped is seen after the wait for a projector.
    private const string Lock = "select 1 from projection_heads where book_id = $1 order by projection for update";

    private const string StartOver =
        $"update projection_heads set applied_seq = 0 where book_id = $1 and projection in ('{ExactRead.Totals}', '{SearchProjector.Projection}')";

    private static readonly string[] Steps =
    [
        // The book before its heads, as erasing takes them; with more patience than a request has, because an import may be posting.
        "select set_config('lock_timeout', '60s', true) where $1::uuid is not null",
        "select 1 from books where book_id = $1 for update",
        Lock,
        "delete from book_totals where book_id = $1",
        "delete from search_documents where book_id = $1",
        "delete from search_words where book_id = $1",
        StartOver,
        "update books set epoch = epoch + 1 where book_id = $1",
    ];

    /// <summary>All books, or one. Returns how many.</summary>
    /// <param name="only">The book; null for all.</param>
    /// <param name="done">Told of each, and of what kept it from being rebuilt; null for nothing.</param>
    /// <param name="cancellation">Ends it between two books.</param>
    public async Task<int> RunAsync(Guid? only, Action<Guid, string?> done, CancellationToken cancellation)
    {
        var books = await BooksAsync(only, cancellation);
        foreach (var book in books)
        {
            try
            {
                await DropAsync(book, cancellation);
                await totals.FoldAsync([book], cancellation);
                await search.FoldAsync([book], cancellation);
                done(book, null);
            }
            catch (PostgresException e)
            {
                // What was dropped is folded by the worker; the other books are not kept waiting.
                done(book, e.MessageText);
            }
        }
        return books.Count;
    }

    private async Task<List<Guid>> BooksAsync(Guid? only, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var command = Command("select book_id from books where $1::uuid is null or book_id = $1 order by book_id", Of(only));
        return await connection.ReadAsync(command, r => r.GetGuid(0), cancellation);
    }

    private async Task DropAsync(Guid book, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection) { Timeout = 300 };
        foreach (var step in Steps)
        {
            batch.BatchCommands.Add(Command(step, Of(book)));
        }
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(CancellationToken.None);
    }
}
