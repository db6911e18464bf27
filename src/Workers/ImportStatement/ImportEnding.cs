using Npgsql;
using Rupaya.Infrastructure.Ledger.Importing;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.ImportStatement;

/// <summary>Ends imports of which nothing comes into the book.</summary>
internal sealed class ImportEnding(NpgsqlDataSource database, TimeProvider clock)
{
    private const string End =
        "update imports set status = 'failed', progress = 100, finished_at = $3 where book_id = $1 and import_id = $2 and status = 'running'";

    private const string Forget =
        "delete from import_rows r using imports i where r.book_id = $1 and r.import_id = $2 and r.verdict <> 'failed' "
        + "and i.book_id = $1 and i.import_id = $2 and i.status = 'failed'";

    // Whoever gave the import up before has said why.
    private const string SayWhy =
        "insert into import_rows (book_id, import_id, line, verdict, field, code, message) select $1, $2, $3, 'failed', $4, $5, $6 "
        + "where exists (select 1 from imports where book_id = $1 and import_id = $2 and status = 'failed') "
        + "and not exists (select 1 from import_rows where book_id = $1 and import_id = $2)";

    /// <summary>Forgets what was staged for an import that somebody gave up meanwhile; why stays.</summary>
    public async Task ForgetAsync(PendingImport import, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Forget);
        command.Parameters.Add(Parameter(import.BookId));
        command.Parameters.Add(Parameter(import.ImportId));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Ends an import that cannot be; nothing of it is in the book.</summary>
    public async Task FailAsync(PendingImport import, int line, ImportFailure failure, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.Timeout = 300; // Some hundred thousand rows may have been staged.
        batch.BatchCommands.Add(Command(BookSql.KeepFromErasing, Parameter(import.BookId)));
        batch.BatchCommands.Add(Command(End, Parameter(import.BookId), Parameter(import.ImportId), Parameter(clock.GetUtcNow())));
        batch.BatchCommands.Add(Command(Forget, Parameter(import.BookId), Parameter(import.ImportId)));
        batch.BatchCommands.Add(
            Command(
                SayWhy,
                Parameter(import.BookId),
                Parameter(import.ImportId),
                Parameter(line),
                Parameter(failure.Field),
                Parameter(failure.Code),
                Parameter(failure.Message)
            )
        );
        batch.BatchCommands.Add(
            Command("delete from import_files where book_id = $1 and import_id = $2", Parameter(import.BookId), Parameter(import.ImportId))
        );
        batch.BatchCommands.Add(ImportNotice.Insert(import.BookId, import.ImportId, clock.NowStored()));
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
