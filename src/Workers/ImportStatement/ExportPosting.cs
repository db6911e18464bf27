using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Rupaya.Domain.Imports;
using Rupaya.Infrastructure.Ledger.Importing;
using Rupaya.Infrastructure.Ledger.Writing;
using Rupaya.Infrastructure.Postgres;
using static Rupaya.Infrastructure.Postgres.Sql;

namespace Rupaya.Workers.ImportStatement;

/// <summary>
/// Takes the product's own export into a book, to the row: accounts and categories are found by name or made, transactions keep their ids. All of
/// it is one commit through the book's door. No overdraft limit: it records what happened.
/// </summary>
internal sealed class ExportPosting(BookDoor door, IOptions<OverdraftOptions> overdraft)
{
    private const string Completed = "import.completed";

    private const string IsRunning = "select 1 from imports where book_id = $1 and import_id = $2 and status = 'running' for no key update";

    private const string Clear = "delete from import_rows where book_id = $1 and import_id = $2";

    // What the door's statements leave at its default.
    private const string Complete = """
        update transactions t set refunded_amount = x.refunded, reference = x.reference, import_identity = x.identity
          from unnest($2, $3, $4, $5) as x(id, refunded, reference, identity) where t.book_id = $1 and t.transaction_id = x.id
        """;

    private const string Finish =
        "update imports set status = 'completed', progress = 100, rows = $3, imported = $4, duplicates = $5, rejected = $6, note = $7, "
        + "finished_at = $8 where book_id = $1 and import_id = $2";

    private const string Copy =
        "copy import_rows (book_id, import_id, line, verdict, field, code, message, text, transaction_id, date, amount, flow, direction, category, "
        + "merchant, description, reference) from stdin (format binary)";

    /// <exception cref="CsvHelper.CsvFormatException">The file cannot be split into rows; nothing is imported.</exception>
    /// <exception cref="ImportRefusedException">The import is over already.</exception>
    /// <returns>How many changes the book has had by it.</returns>
    public async Task<int> ImportAsync(PendingImport import, CancellationToken cancellation)
    {
        var file = new ExportFile(import.File);
        var rows = file.Rows().ToList();
        try
        {
            return await door.PostAsync(
                import.BookId,
                (book, commit, c) => DecideAsync(import, rows, file.Note, book, commit, c),
                cancellation
            );
        }
        catch (PostgresException e) when (IsOfTheFile(e))
        {
            // The same file would be refused again: it is over, and who uploaded it is told.
            throw new ImportRefusedException(ImportRefusedException.Unstorable);
        }
    }

    /// <summary>True for values that the database does not take (SQLSTATE classes 22, 23 and 54).</summary>
    private static bool IsOfTheFile(PostgresException e) => e.SqlState[..2] is "22" or "23" or "54";

    private async Task DecideAsync(
        PendingImport import,
        List<object> rows,
        string? fileNote,
        LockedBook book,
        BookCommit commit,
        CancellationToken cancellation
    )
    {
        if (await book.ScalarAsync(Command(IsRunning, Parameter(import.BookId), Parameter(import.ImportId)), cancellation) is null)
        {
            throw new ImportRefusedException(ImportRefusedException.Over);
        }
        book.ActorId = import.ActorId;
        var exported = rows.OfType<ExportedRow>().ToList();
        var plan = new ExportPlan(book, await ExportBasis.ReadAsync(book, exported, cancellation), overdraft.Value);
        var verdicts = plan.Decide(exported).Concat(rows.OfType<RejectedRow>().Select(RowVerdict.Of)).OrderBy(v => v.Line).ToList();
        var before = commit.NextSeq - 1;
        plan.Record(commit);
        commit.Announce(Completed, import.ImportId);
        if (commit.Taken == 0)
        {
            // One with nothing new is over as well, and who waits for it is told.
            var nothing = new Domain.Contracts.V1.BookChanged(
                book.BookId,
                before,
                before,
                import.ActorId,
                Completed,
                import.ImportId,
                book.At
            );
            commit.Also(OutboxSql.Insert(nothing, book.At));
        }
        foreach (var command in Also(import, book, plan, verdicts, fileNote))
        {
            commit.Also(command);
        }
        await book.ScalarAsync(Command(Clear, Parameter(import.BookId), Parameter(import.ImportId)), cancellation);
        await book.CopyAsync(Copy, writer => WriteAsync(import, verdicts, writer, cancellation), cancellation);
    }

    private static IEnumerable<NpgsqlBatchCommand> Also(
        PendingImport import,
        LockedBook book,
        ExportPlan plan,
        List<RowVerdict> verdicts,
        string? fileNote
    )
    {
        var more = plan.New.Where(t => t.RefundedAmount != 0 || t.Reference is not null || t.ImportIdentity is not null).ToList();
        if (more.Count > 0)
        {
            yield return Command(
                Complete,
                Parameter(import.BookId),
                Column(more, t => t.TransactionId),
                Column(more, t => t.RefundedAmount),
                Column(more, t => t.Reference),
                Column(more, t => t.ImportIdentity)
            );
        }
        var notes = new[] { fileNote, plan.Note }.OfType<string>().ToList();
        yield return Command(
            Finish,
            Parameter(import.BookId),
            Parameter(import.ImportId),
            Parameter(verdicts.Count),
            Parameter(verdicts.Count(v => v.Verdict == RowVerdict.Imported)),
            Parameter(verdicts.Count(v => v.Verdict == RowVerdict.Duplicate)),
            Parameter(verdicts.Count(v => v.Verdict == RowVerdict.Rejected)),
            Parameter(notes.Count == 0 ? null : string.Join(' ', notes)),
            Parameter(book.At)
        );
        yield return Command(
            "delete from import_files where book_id = $1 and import_id = $2",
            Parameter(import.BookId),
            Parameter(import.ImportId)
        );
        yield return ImportNotice.Insert(import.BookId, import.ImportId, book.At);
    }

    private static async Task WriteAsync(
        PendingImport import,
        List<RowVerdict> verdicts,
        NpgsqlBinaryImporter writer,
        CancellationToken cancellation
    )
    {
        foreach (var verdict in verdicts)
        {
            await writer.StartRowAsync(cancellation);
            await writer.WriteAsync(import.BookId, NpgsqlDbType.Uuid, cancellation);
            await writer.WriteAsync(import.ImportId, NpgsqlDbType.Uuid, cancellation);
            await writer.WriteAsync(verdict.Line, NpgsqlDbType.Integer, cancellation);
            foreach (var text in new[] { verdict.Verdict, verdict.Field, verdict.Code, verdict.Message, verdict.Text })
            {
                await WriteCellAsync(text, NpgsqlDbType.Text);
            }
            var row = verdict.Row;
            await WriteCellAsync(row?.TransactionId, NpgsqlDbType.Uuid);
            await WriteCellAsync(row?.Date, NpgsqlDbType.Date);
            await WriteCellAsync(row?.Amount, NpgsqlDbType.Numeric);
            var direction =
                row is null ? null
                : row.IsIn ? "in"
                : "out";
            foreach (var text in new[] { row?.Flow, direction, row?.Category?.Name, row?.Merchant, row?.Description, row?.Reference })
            {
                await WriteCellAsync(text, NpgsqlDbType.Text);
            }
        }

        Task WriteCellAsync(object? value, NpgsqlDbType type) =>
            value is null ? writer.WriteNullAsync(cancellation) : writer.WriteAsync(value, type, cancellation);
    }
}

/// <summary>What becomes of a row of an export.</summary>
/// <param name="Text">Of a rejected row, as it stands in the file.</param>
/// <param name="Row">Null for one that could not be read.</param>
internal sealed record RowVerdict(
    int Line,
    string Verdict,
    string? Field = null,
    string? Code = null,
    string? Message = null,
    string? Text = null,
    ExportedRow? Row = null
)
{
    public const string Imported = "imported";
    public const string Duplicate = "duplicate";
    public const string Rejected = "rejected";

    public static RowVerdict Of(RejectedRow row) => new(row.Line, Rejected, row.Field, row.Code, row.Message, row.Text);
}
