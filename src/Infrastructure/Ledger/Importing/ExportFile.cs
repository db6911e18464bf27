using CsvHelper;
using Rupaya.Domain.Imports;

namespace Rupaya.Infrastructure.Ledger.Importing;

/// <summary>
/// Reads the product's own export of transactions (CSV), column order free. Cells are as they were written: nothing is trimmed, and a quoted
/// cell may have as many lines as it likes.
/// </summary>
public sealed class ExportFile
{
    private static readonly string[] Telling =
    [
        "transactionId",
        "transactionDate",
        "accountName",
        "flow",
        "direction",
        "amount",
        "currency",
        "reference",
        "accountType",
        "openingBalance",
        "importIdentity",
    ];

    private readonly FileText _text;

    /// <param name="file">As it was uploaded.</param>
    public ExportFile(byte[] file) => _text = FileText.Of(file);

    /// <summary>What is worth knowing about the file's characters; null for nothing.</summary>
    public string? Note => _text.Note;

    /// <summary>True for a file that begins as an export does.</summary>
    public static bool IsOne(byte[] start)
    {
        try
        {
            using var reader = CsvFile.OpenStart(start);
            reader.ReadHeader();
            return CsvFile.NamedTwice(reader) is null && Array.TrueForAll(Telling, column => reader.TryGetFieldIndex(column, out _));
        }
        catch (CsvFormatException)
        {
            return false;
        }
    }

    /// <summary>Each row as <see cref="ExportedRow"/> or <see cref="RejectedRow"/>, in the order of the file.</summary>
    /// <exception cref="CsvFormatException">The rest of the file cannot be split into fields.</exception>
    public IEnumerable<object> Rows()
    {
        var malformed = new HashSet<long>();
        using var reader = CsvFile.OpenWhole(_text.Utf8, record => malformed.Add(record.LineNumber));
        var cells = new ExportCells(reader);
        while (reader.Read())
        {
            yield return malformed.Remove(reader.LineNumber) ? cells.Malformed() : cells.Parse();
        }
    }
}
