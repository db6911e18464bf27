using Npgsql;
using Rupaya.Domain.Imports;
using Rupaya.Infrastructure.Ledger.Importing;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.ImportStatement;

/// <summary>Gives each row of a file its verdict in <c>import_rows</c>, without touching the book.</summary>
internal sealed class ImportStaging(NpgsqlDataSource database, TimeProvider clock)
{
    private const string IsRunning = "select exists (select 1 from imports where book_id = $1 and import_id = $2 and status = 'running')";
    private const string Clear = "delete from import_rows where book_id = $1 and import_id = $2";

    private const string Count =
        "update imports i set rows = c.rows, duplicates = c.duplicates, rejected = c.rejected, note = $3, is_damaged = $4, progress = 90 "
        + "from (select count(*) as rows, count(*) filter (where verdict = 'duplicate') as duplicates, "
        + "count(*) filter (where verdict = 'rejected') as rejected from import_rows where book_id = $1 and import_id = $2) c "
        + "where i.book_id = $1 and i.import_id = $2 and i.status = 'running' returning i.rows - i.duplicates - i.rejected";

    // Some hundred thousand rows may have been staged.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>The import with its file, marked as running; null when it is finished or gone.</summary>
    public async Task<PendingImport?> LoadAsync(Guid bookId, Guid importId, CancellationToken cancellation)
    {
        await using var start = database.CreateCommand(
            "update imports set status = 'running', progress = 5 where book_id = $1 and import_id = $2 and status in ('queued', 'running') "
                + "returning account_id, created_by, size"
        );
        start.Parameters.Add(Parameter(bookId));
        start.Parameters.Add(Parameter(importId));
        Guid? accountId;
        Guid actorId;
        byte[] file;
        await using (var reader = await start.ExecuteReaderAsync(cancellation))
        {
            if (!await reader.ReadAsync(cancellation))
            {
                return null;
            }
            (accountId, actorId, file) = (reader.IsDBNull(0) ? null : reader.GetGuid(0), reader.GetGuid(1), new byte[reader.GetInt64(2)]);
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
        var copy = new StagingCopy(connection, import, resolver, clock);
        await StageAsync(connection, import, copy, statement, cancellation);
        await ProgressAsync(connection, import, 60, cancellation);
        await new KnownRows(connection, import, copy).MarkAsync(statement.IsDamaged, cancellation);
        var note = NoteOf(statement, resolver.Undecided);
        var count = Command(Count, Parameter(import.BookId), Parameter(import.ImportId), Parameter(note), Parameter(statement.IsDamaged));
        var rows =
            await connection.ScalarAsync(count, cancellation) as int? ?? throw new ImportRefusedException(ImportRefusedException.Over);
        return new StagedImport(
            import.BookId,
            import.ImportId,
            import.AccountId!.Value,
            import.ActorId,
            basis,
            await NeededAsync(connection, import, resolver.Created, cancellation),
            rows
        );
    }

    /// <summary>
    /// No foreign key holds staged rows (ADR 12): whoever writes some keeps the book from being erased until they are there, and erasing takes
    /// them along.
    /// </summary>
    private static async Task StageAsync(
        NpgsqlConnection connection,
        PendingImport import,
        StagingCopy copy,
        StatementReader statement,
        CancellationToken cancellation
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(Command(BookSql.KeepFromErasing, Parameter(import.BookId)), cancellation, Limit);
        if (
            await connection.ScalarAsync(Command(IsRunning, Parameter(import.BookId), Parameter(import.ImportId)), cancellation) is not true
        )
        {
            throw new ImportRefusedException(ImportRefusedException.Over);
        }
        await connection.ExecuteAsync(Command(Clear, Parameter(import.BookId), Parameter(import.ImportId)), cancellation, Limit);
        await Task.Run(() => copy.Run(statement.Rows(), cancellation), cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task ReadFileAsync(Guid bookId, Guid importId, byte[] file, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select data from import_files where book_id = $1 and import_id = $2 order by chunk"
        );
        command.Parameters.Add(Parameter(bookId));
        command.Parameters.Add(Parameter(importId));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var offset = 0;
        while (await reader.ReadAsync(cancellation))
        {
            offset += (int)reader.GetBytes(0, 0, file, offset, file.Length - offset);
        }
    }

    private static async Task ProgressAsync(
        NpgsqlConnection connection,
        PendingImport import,
        int progress,
        CancellationToken cancellation
    ) =>
        await connection.ExecuteAsync(
            Command(
                "update imports set progress = $3 where book_id = $1 and import_id = $2 and status = 'running'",
                Parameter(import.BookId),
                Parameter(import.ImportId),
                Parameter(progress)
            ),
            cancellation,
            Limit
        );

    /// <summary>What is worth knowing about how the file was read; null for nothing.</summary>
    private static string? NoteOf(StatementReader statement, int undecided)
    {
        var open =
            undecided == 0
                ? null
                : $"No amount in the file is negative; {undecided} of the rows have neither a type nor a category that tells their direction and were "
                    + "taken for expenses.";
        var notes = new[] { statement.Note, open }.OfType<string>().ToList();
        return notes.Count == 0 ? null : string.Join(' ', notes);
    }

    /// <summary>Categories that only duplicates would need are not created.</summary>
    private static async Task<IReadOnlyList<NamedCategory>> NeededAsync(
        NpgsqlConnection connection,
        PendingImport import,
        IReadOnlyList<NamedCategory> created,
        CancellationToken cancellation
    )
    {
        var command = Command(
            "select distinct category_id from import_rows where book_id = $1 and import_id = $2 and verdict = 'imported' and category_id = any($3)",
            Parameter(import.BookId),
            Parameter(import.ImportId),
            Parameter(created.Select(c => c.Id).ToArray())
        );
        var needed = (await connection.ReadAsync(command, r => r.GetGuid(0), cancellation)).ToHashSet();
        return created.Where(c => needed.Contains(c.Id)).ToList();
    }
}
