using Npgsql;
using Rupaya.Infrastructure.Ledger.Importing;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.Housekeeping;

/// <summary>Imports that were queued and never finished: their message is dead or lost.</summary>
internal sealed class StaleImports(NpgsqlDataSource database, OutboxSignal outbox, TimeProvider clock)
{
    private static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan GiveUp = TimeSpan.FromDays(1);

    // The book is kept from being erased meanwhile: nothing else would take along a row that is written after erasing looked for them. What is
    // being erased just now is left to the next time.
    private const string GiveUpText = """
        with held as materialized (
            select i.book_id, i.import_id from imports i join books b on b.book_id = i.book_id
             where i.status in ('queued', 'running') and i.created_at < $1 for key share of b skip locked),
        over as (
            update imports i set status = 'failed', progress = 100, finished_at = $2 from held h
             where i.book_id = h.book_id and i.import_id = h.import_id and i.status in ('queued', 'running') returning i.book_id, i.import_id),
        gone as (delete from import_files f using over o where f.book_id = o.book_id and f.import_id = o.import_id),
        why as (
            insert into import_rows (book_id, import_id, line, verdict, field, code, message)
            select book_id, import_id, 0, 'failed', 'file', 'import_failed', 'The import could not be finished; nothing was imported.' from over
            on conflict (book_id, import_id, line) do nothing)
        select book_id, import_id from over
        """;

    /// <summary>Puts <see cref="ImportQueued"/> into the outbox again; harmless when the import is running after all.</summary>
    public async Task AnnounceAgainAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await GiveUpAsync(now, cancellation);
        await using var batch = database.CreateBatch();
        foreach (var (bookId, importId) in await FindAsync(now - StaleAfter, cancellation))
        {
            batch.BatchCommands.Add(OutboxSql.Insert(new ImportQueued(bookId, importId, now), now));
        }
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellation);
            outbox.Raise();
        }
    }

    /// <summary>Ends those that nothing finishes any more, and tells who uploaded them.</summary>
    private async Task GiveUpAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var over = await connection.ReadAsync(
            Command(GiveUpText, Parameter(now - GiveUp), Parameter(now)),
            r => (BookId: r.GetGuid(0), ImportId: r.GetGuid(1)),
            cancellation
        );
        if (over.Count == 0)
        {
            return;
        }
        await using var batch = new NpgsqlBatch(connection);
        over.ForEach(i => batch.BatchCommands.Add(ImportNotice.Insert(i.BookId, i.ImportId, now)));
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private async Task<List<(Guid BookId, Guid ImportId)>> FindAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select book_id, import_id from imports where status in ('queued', 'running') and created_at < $1 limit 100"
        );
        command.Parameters.Add(Parameter(before));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<(Guid, Guid)>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add((reader.GetGuid(0), reader.GetGuid(1)));
        }
        return found;
    }
}
