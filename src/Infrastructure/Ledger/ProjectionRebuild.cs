using Npgsql;
using Rupaya.Infrastructure.Reads;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Infrastructure.Ledger;

/// <summary>
/// Computes a book's projections anew from its journal while it is read and written: each is dropped and folded in one transaction, so that a read
/// sees what was there or what came of it. Writers do not wait; what they post meanwhile is the tail. The raised epoch makes every cached answer void.
/// </summary>
internal sealed class ProjectionRebuild(NpgsqlDataSource database, TotalsProjector totals, SearchProjector search)
{
    // More than a request has, because an import may be posting; and room to add up millions of entries by hash, where the planner, which takes the
    // entries for few, would sort them.
    private const string Patience =
        "select set_config('lock_timeout', '60s', true), set_config('work_mem', '128MB', true), set_config('enable_sort', 'off', true)";

    // Keeps erasing out, which takes the book before its heads as well, and no writer.
    private const string Lock = "select 1 from books where book_id = $1 for key share";

    // A statement of its own, so that what is dropped is seen after the wait for a projector.
    private const string LockHead = "select 1 from projection_heads where book_id = $1 and projection = $2 for update";
    private const string StartOver = "update projection_heads set applied_seq = 0 where book_id = $1 and projection = $2";

    // Last, because it waits for a writer, and writers for it.
    private const string RaiseEpoch = "update books set epoch = epoch + 1 where book_id = $1";

    /// <summary>All books, or one. Returns how many.</summary>
    /// <param name="only">The book; null for all.</param>
    /// <param name="done">Told of each, and of what kept it from being rebuilt; null for nothing.</param>
    /// <param name="cancellation">Ends it; the book at hand stays as it was.</param>
    public async Task<int> RunAsync(Guid? only, Action<Guid, string?> done, CancellationToken cancellation)
    {
        var books = await BooksAsync(only, cancellation);
        foreach (var book in books)
        {
            try
            {
                await RebuildAsync(totals, book, cancellation);
                await RebuildAsync(search, book, cancellation);
                done(book, null);
            }
            catch (PostgresException e)
            {
                // It stays as it was; the other books are not kept waiting.
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

    /// <summary>Drops and folds one projection of a book in one transaction.</summary>
    public async Task RebuildAsync(Projector projector, Guid book, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var drop = new NpgsqlBatch(connection) { Timeout = Projector.Patience };
        // Neither a plan that was made before these settings is used here, nor one made under them afterwards.
        drop.BatchCommands.Add(PlanAfresh());
        drop.BatchCommands.Add(Command(Patience));
        drop.BatchCommands.Add(Command(Lock, Of(book)));
        drop.BatchCommands.Add(Command(LockHead, Of(book), Of(projector.Name)));
        foreach (var table in projector.Tables)
        {
            drop.BatchCommands.Add(Command($"delete from {table} where book_id = $1", Of(book)));
        }
        drop.BatchCommands.Add(Command(StartOver, Of(book), Of(projector.Name)));
        await drop.ExecuteNonQueryAsync(cancellation);
        for (IReadOnlyCollection<Guid> left = [book]; left.Count > 0; )
        {
            left = await projector.FoldSomeAsync(connection, left, cancellation);
        }
        await using var raise = new NpgsqlBatch(connection) { Timeout = Projector.Patience };
        raise.BatchCommands.Add(Command(RaiseEpoch, Of(book)));
        await raise.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(CancellationToken.None);
    }
}
