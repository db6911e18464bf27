using CsvHelper;
using Rupaya.Domain.Imports;
using Rupaya.Domain.Money;

namespace Rupaya.Infrastructure.Ledger.Importing;

/// <summary>
/// Reads the plain statement CSV: <c>date,amount,category,merchant</c> in any order, optional <c>type</c>, <c>description</c> and
/// <c>reference</c>, other columns ignored. A byte order mark, CRLF, mixed line endings, blank lines and line ends in quoted cells are fine.
/// </summary>
public sealed class StatementReader
{
    private static readonly string[] Required = ["date", "amount", "category", "merchant"];

    private readonly FileText _text;
    private readonly QuotedLines _lines;
    private readonly Currency _currency;

    /// <param name="file">As it was uploaded.</param>
    /// <param name="currency">The account's.</param>
    public StatementReader(byte[] file, Currency currency)
    {
        _text = FileText.Of(file);
        _lines = QuotedLines.Of(_text.Utf8);
        _currency = currency;
    }

    /// <summary>What is worth knowing about the file's characters; null for nothing.</summary>
    public string? Note => _text.Note;

    /// <summary>True when characters of the file could not be read.</summary>
    public bool IsDamaged => _text.IsDamaged;

    /// <summary>What keeps the first line from being the header of a statement; null when nothing does.</summary>
    public static string? HeaderProblem(byte[] start)
    {
        try
        {
            using var reader = CsvFile.OpenStart(start);
            reader.ReadHeader();
            if (CsvFile.NamedTwice(reader) is { } twice)
            {
                return $"The first line names the column {twice} twice.";
            }
            var missing = Required.Where(column => !reader.TryGetFieldIndex(column, out _)).ToList();
            return missing.Count == 0 ? null : $"The first line lacks the columns: {string.Join(", ", missing)}.";
        }
        catch (CsvFormatException)
        {
            return $"The first line lacks the columns: {string.Join(", ", Required)}.";
        }
    }

    /// <summary>Each row as <see cref="StatementRow"/> or <see cref="RejectedRow"/>, in the order of the file.</summary>
    /// <exception cref="CsvFormatException">The rest of the file cannot be split into fields.</exception>
    public IEnumerable<object> Rows()
    {
        var malformed = new HashSet<long>();
        using var reader = CsvFile.Open(_lines.Bytes, record => malformed.Add(record.LineNumber));
        var cells = new StatementCells(reader, _lines, _currency);
        while (reader.Read())
        {
            yield return malformed.Remove(reader.LineNumber) ? cells.Malformed() : cells.Parse();
        }
    }
}
