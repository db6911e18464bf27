using Npgsql;
using Rupaya.Domain.Imports;
using Rupaya.Infrastructure.Ledger;
using static Rupaya.Infrastructure.Ledger.Sql;

namespace Rupaya.Workers.ImportStatement;

/// <summary>Gives each row of a file its verdict in <c>import_rows</c>, without touching the book.</summary>
internal sealed class ImportStaging(NpgsqlDataSource database, TimeProvider clock)
{
    private const string MarkKnown = """
        update import_rows r set verdict = 'duplicate', transaction_id = t.transaction_id, code = 'duplicate', message = 'Imported before.'
          from transactions t
         where r.book_id = $1 and r.import_id = $2 and r.verdict = 'imported' and t.book_id = $1 and t.import_identity = r.identity
        """;

    private const string Count =
        "update imports i set rows = c.rows, duplicates = c.duplicates, rejected = c.rejected, note = $3, progress = 90 "
        + "from (select count(*) as rows, count(*) filter (where verdict = 'duplicate') as duplicates, "
        + "count(*) filter (where verdict = 'rejected') as rejected from import_rows where book_id = $1 and import_id = $2) c "
        + "where i.book_id = $1 and i.import_id = $2 and i.status = 'running' returning i.rows - i.duplicates - i.rejected";

    /// <summary>The import with its file, marked as running; null when it is finished or gone.</summary>
    public async Task<PendingImport?> LoadAsync(Guid bookId, Guid importId, CancellationToken cancellation)
    {
        await using var start = database.CreateCommand(
            "update imports set status = 'running', progress = 5 where book_id = $1 and import_id = $2 and status in ('queued', 'running') "
                + "returning account_id, created_by, size"
        );
        start.Parameters.Add(Of(bookId));
        start.Parameters.Add(Of(importId));
        Guid accountId;
        Guid actorId;
        byte[] file;
        await using (var reader = await start.ExecuteReaderAsync(cancellation))
        {
            if (!await reader.ReadAsync(cancellation))
            {
                return null;
            }
            (accountId, actorId, file) = (reader.GetGuid(0), reader.GetGuid(1), new byte[reader.GetInt64(2)]);
        }
        await ReadFileAsync(bookId, importId, file, cancellation);
        return new PendingImport(bookId, importId, accountId, actorId, file);
    }

    public async Task<StagedImport> StageAsync(PendingImport import, ImportBasis basis, CancellationToken cancellation)
    {
        var statement = import.Read(basis);
        var hasSigns = statement.Rows().Any(row => row is StatementRow { Amount: < 0 } or RejectedRow { IsNegative: true });
        var resolver = new CategoryResolver(hasSigns, basis.Categories, () => Guid.CreateVersion7(clock.GetUtcNow()));

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await ClearAsync(connection, import, cancellation);
        await Task.Run(() => new StagingCopy(connection, import, resolver, clock).Run(statement.Rows(), cancellation), cancellation);
        await ProgressAsync(connection, import, 60, cancellation);
        if (await HasImportedBeforeAsync(connection, import, cancellation))
        {
            await ExecuteAsync(connection, MarkKnown, cancellation, Of(import.BookId), Of(import.ImportId));
        }
        var note = statement.IsWindows1252 ? "The file is not UTF-8; it was read as Windows-1252." : null;
        await using var count = new NpgsqlCommand(Count, connection);
        count.Parameters.Add(Of(import.BookId));
        count.Parameters.Add(Of(import.ImportId));
        count.Parameters.Add(Of(note));
        var rows = await count.ExecuteScalarAsync(cancellation) as int? ?? throw new ImportRefusedException(ImportRefusedException.Over);
        return new StagedImport(
            import.BookId,
            import.ImportId,
            import.AccountId,
            import.ActorId,
            basis,
            await NeededAsync(connection, import, resolver.Created, cancellation),
            rows
        );
    }

    /// <summary>Forgets what was staged for an import that somebody gave up meanwhile; why stays.</summary>
    public async Task ForgetAsync(PendingImport import, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await ExecuteAsync(
            connection,
            "delete from import_rows r using imports i where r.book_id = $1 and r.import_id = $2 and r.verdict <> 'failed' "
                + "and i.book_id = $1 and i.import_id = $2 and i.status = 'failed'",
            cancellation,
            Of(import.BookId),
            Of(import.ImportId)
        );
    }

    /// <summary>Ends an import that cannot be; nothing of it is in the book.</summary>
    public async Task FailAsync(PendingImport import, int line, ImportFailure failure, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await ClearAsync(connection, import, cancellation);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            Command(
                "insert into import_rows (book_id, import_id, line, verdict, field, code, message) values ($1, $2, $3, 'failed', $4, $5, $6)",
                Of(import.BookId),
                Of(import.ImportId),
                Of(line),
                Of(failure.Field),
                Of(failure.Code),
                Of(failure.Message)
            )
        );
        batch.BatchCommands.Add(
            Command(
                "update imports set status = 'failed', progress = 100, finished_at = $3 where book_id = $1 and import_id = $2 and status = 'running'",
                Of(import.BookId),
                Of(import.ImportId),
                Of(clock.GetUtcNow())
            )
        );
        batch.BatchCommands.Add(
            Command("delete from import_files where book_id = $1 and import_id = $2", Of(import.BookId), Of(import.ImportId))
        );
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private async Task ReadFileAsync(Guid bookId, Guid importId, byte[] file, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select data from import_files where book_id = $1 and import_id = $2 order by chunk"
        );
        command.Parameters.Add(Of(bookId));
        command.Parameters.Add(Of(importId));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var offset = 0;
        while (await reader.ReadAsync(cancellation))
        {
            offset += (int)reader.GetBytes(0, 0, file, offset, file.Length - offset);
        }
    }

    private static Task ClearAsync(NpgsqlConnection connection, PendingImport import, CancellationToken cancellation) =>
        ExecuteAsync(
            connection,
            "delete from import_rows where book_id = $1 and import_id = $2",
            cancellation,
            Of(import.BookId),
            Of(import.ImportId)
        );

    private static Task ProgressAsync(NpgsqlConnection connection, PendingImport import, int progress, CancellationToken cancellation) =>
        ExecuteAsync(
            connection,
            "update imports set progress = $3 where book_id = $1 and import_id = $2 and status = 'running'",
            cancellation,
            Of(import.BookId),
            Of(import.ImportId),
            Of(progress)
        );

    private static async Task<bool> HasImportedBeforeAsync(
        NpgsqlConnection connection,
        PendingImport import,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "select exists (select 1 from transactions where book_id = $1 and import_identity is not null)",
            connection
        );
        command.Parameters.Add(Of(import.BookId));
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Categories that only duplicates would need are not created.</summary>
    private static async Task<IReadOnlyList<NamedCategory>> NeededAsync(
        NpgsqlConnection connection,
        PendingImport import,
        IReadOnlyList<NamedCategory> created,
        CancellationToken cancellation
    )
    {
        await using var command = new NpgsqlCommand(
            "select distinct category_id from import_rows where book_id = $1 and import_id = $2 and verdict = 'imported' and category_id = any($3)",
            connection
        );
        command.Parameters.Add(Of(import.BookId));
        command.Parameters.Add(Of(import.ImportId));
        command.Parameters.Add(Of(created.Select(c => c.Id).ToArray()));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var needed = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellation))
        {
            needed.Add(reader.GetGuid(0));
        }
        return created.Where(c => needed.Contains(c.Id)).ToList();
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection,
        string text,
        CancellationToken cancellation,
        params NpgsqlParameter[] parameters
    )
    {
        await using var command = new NpgsqlCommand(text, connection) { CommandTimeout = 300 };
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
