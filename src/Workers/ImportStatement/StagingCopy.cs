using Npgsql;
using NpgsqlTypes;
using Rupaya.Domain.Imports;
using Rupaya.Domain.Ledger;

namespace Rupaya.Workers.ImportStatement;

/// <summary>
/// Copies the rows of a file with their verdicts into <c>import_rows</c>. Synchronous: a hundred thousand rows are millions of small writes into
/// a buffer, and awaiting each costs more than writing it.
/// </summary>
internal sealed class StagingCopy(NpgsqlConnection connection, PendingImport import, CategoryResolver resolver, TimeProvider clock)
{
    private const string Copy =
        "copy import_rows (book_id, import_id, line, verdict, field, code, message, text, transaction_id, identity, date, amount, flow, direction, "
        + "category_id, category, merchant, description, reference) from stdin (format binary)";

    private const int OfImported = 11;

    private readonly List<DetachedRow> _detached = [];

    public RowIdentity Identities { get; } = new(import.AccountId!.Value);

    /// <summary>The rows whose identity is another than their reference gives.</summary>
    public IReadOnlyList<DetachedRow> Detached => _detached;

    public void Run(IEnumerable<object> rows, CancellationToken cancellation)
    {
        using var writer = connection.BeginBinaryImport(Copy);
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            writer.StartRow();
            writer.Write(import.BookId, NpgsqlDbType.Uuid);
            writer.Write(import.ImportId, NpgsqlDbType.Uuid);
            if (row is RejectedRow rejected)
            {
                Write(writer, rejected);
            }
            else
            {
                Write(writer, (StatementRow)row);
            }
        }
        writer.Complete();
    }

    private static void Write(NpgsqlBinaryImporter writer, RejectedRow row)
    {
        writer.Write(row.Line, NpgsqlDbType.Integer);
        writer.Write("rejected", NpgsqlDbType.Text);
        writer.Write(row.Field, NpgsqlDbType.Text);
        writer.Write(row.Code, NpgsqlDbType.Text);
        writer.Write(row.Message, NpgsqlDbType.Text);
        writer.Write(row.Text, NpgsqlDbType.Text);
        for (var empty = 0; empty < OfImported; empty++)
        {
            writer.WriteNull();
        }
    }

    private void Write(NpgsqlBinaryImporter writer, StatementRow row)
    {
        var resolved = resolver.Resolve(row);
        var (amount, isOut) = (Math.Abs(row.Amount), resolved.Flow == Flow.Expense);
        var (identity, repeated, reference, earlier) = Identities.Of(row, isOut ? -amount : amount);
        if (reference is not null && reference != identity)
        {
            _detached.Add(new DetachedRow(row.Line, reference.Value, earlier));
        }
        writer.Write(row.Line, NpgsqlDbType.Integer);
        writer.Write(repeated ? "duplicate" : "imported", NpgsqlDbType.Text);
        Text(writer, repeated ? "reference" : null);
        Text(writer, repeated ? "duplicate" : null);
        Text(writer, repeated ? "The file has this row, with its reference, before." : null);
        writer.WriteNull();
        writer.Write(Guid.CreateVersion7(clock.GetUtcNow()), NpgsqlDbType.Uuid);
        writer.Write(identity, NpgsqlDbType.Uuid);
        writer.Write(row.Date, NpgsqlDbType.Date);
        writer.Write(amount, NpgsqlDbType.Numeric);
        writer.Write(resolved.Flow.Name(), NpgsqlDbType.Text);
        writer.Write(isOut ? "out" : "in", NpgsqlDbType.Text);
        if (resolved.CategoryId is { } category)
        {
            writer.Write(category, NpgsqlDbType.Uuid);
        }
        else
        {
            writer.WriteNull();
        }
        Text(writer, row.Category);
        Text(writer, row.Merchant);
        Text(writer, row.Description);
        Text(writer, row.Reference);
    }

    private static void Text(NpgsqlBinaryImporter writer, string? text)
    {
        if (text is null)
        {
            writer.WriteNull();
        }
        else
        {
            writer.Write(text, NpgsqlDbType.Text);
        }
    }
}

/// <summary>A row that is known by more than its reference.</summary>
/// <param name="Line">Line of the file.</param>
/// <param name="Reference">The identity that its reference alone gives: an earlier import may have the row by it.</param>
/// <param name="Earlier">Another one by which an earlier import may have it; null for none.</param>
internal sealed record DetachedRow(int Line, Guid Reference, Guid? Earlier);
