using Npgsql;
using Rupaya.Infrastructure.Ledger.Importing;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.Housekeeping;

/// <summary>Imports that were queued and never finished: their message is dead or lost.</summary>
internal sealed class StaleImports(NpgsqlDataSource database, OutboxSignal outbox, TimeProvider clock)
{
    private static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan GiveUp = TimeSpan.FromDays(1);

    [AcrossBooks("Once a minute: which imports of whatever book are not over. Each is then ended by itself.")]
    private const string Unfinished =
        "select book_id, import_id, created_at from imports where status in ('queued', 'running') and created_at < $1 limit 100";

    // The book is kept from being erased meanwhile: nothing else would take along a row that is written after erasing looked for them. What is
    // being erased just now is left to the next time.
    private const string KeepFromErasing = BookSql.KeepFromErasing + " skip locked";

    private const string End = """
        update imports set status = 'failed', progress = 100, finished_at = $3
         where book_id = $1 and import_id = $2 and status in ('queued', 'running') returning true
        """;

    private const string Forget = "delete from import_files where book_id = $1 and import_id = $2";

    private const string SayWhy = """
        insert into import_rows (book_id, import_id, line, verdict, field, code, message)
        values ($1, $2, 0, 'failed', 'file', 'import_failed', 'The import could not be finished; nothing was imported.')
        on conflict (book_id, import_id, line) do nothing
        """;

    /// <summary>Puts <see cref="ImportQueued"/> into the outbox again; harmless when the import is running after all. What is a day old is ended.</summary>
    public async Task AnnounceAgainAsync(CancellationToken cancellation)
    {
        var now = clock.NowStored();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var unfinished = await connection.ReadAsync(
            Command(Unfinished, Parameter(now - StaleAfter)),
            r => (BookId: r.GetGuid(0), ImportId: r.GetGuid(1), CreatedAt: r.GetFieldValue<DateTimeOffset>(2)),
            cancellation
        );
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (bookId, importId, createdAt) in unfinished)
        {
            if (createdAt < now - GiveUp)
            {
                await EndAsync(connection, bookId, importId, now, cancellation);
                continue;
            }
            batch.BatchCommands.Add(OutboxSql.Insert(new ImportQueued(bookId, importId, now), now));
        }
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellation);
            outbox.Raise();
        }
    }

    /// <summary>Ends one that nothing finishes any more, and tells who uploaded it.</summary>
    private static async Task EndAsync(
        NpgsqlConnection connection,
        Guid bookId,
        Guid importId,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (
            await connection.ScalarAsync(Command(KeepFromErasing, Parameter(bookId)), cancellation) is null
            || await connection.ScalarAsync(Command(End, Parameter(bookId), Parameter(importId), Parameter(now)), cancellation) is null
        )
        {
            return;
        }
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command(Forget, Parameter(bookId), Parameter(importId)));
        batch.BatchCommands.Add(Command(SayWhy, Parameter(bookId), Parameter(importId)));
        batch.BatchCommands.Add(ImportNotice.Insert(bookId, importId, now));
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(CancellationToken.None);
    }
}
