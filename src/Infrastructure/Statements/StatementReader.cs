using System.Text;
using System.Text.Unicode;
using CsvHelper;
using Rupaya.Domain.Imports;
using Rupaya.Domain.Money;

namespace Rupaya.Infrastructure.Statements;

/// <summary>
/// Reads the plain statement CSV: <c>date,amount,category,merchant</c> in any order, optional <c>type</c>, <c>description</c> and
/// <c>reference</c>, other columns ignored. A byte order mark, CRLF, mixed line endings and blank lines are fine.
/// </summary>
internal sealed class StatementReader(byte[] file, Currency currency)
{
    private const int MaxRecordSize = 256 * 1024;
    private static readonly string[] Required = ["date", "amount", "category", "merchant"];

    static StatementReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>True when the bytes are not UTF-8 and are read as Windows-1252.</summary>
    public bool IsWindows1252 { get; } = !Utf8.IsValid(file);

    /// <summary>The required columns that the first line lacks; null when it has them all.</summary>
    public static string? MissingColumns(byte[] start)
    {
        try
        {
            using var reader = Open(start, Encoding.Latin1);
            reader.ReadHeader();
            var missing = Required.Where(column => !reader.TryGetFieldIndex(column, out _)).ToList();
            return missing.Count == 0 ? null : string.Join(", ", missing);
        }
        catch (CsvFormatException)
        {
            return string.Join(", ", Required);
        }
    }

    /// <summary>Each row as <see cref="Domain.Imports.StatementRow"/> or <see cref="Domain.Imports.RejectedRow"/>, in the order of the file.</summary>
    /// <exception cref="CsvFormatException">The rest of the file cannot be split into fields.</exception>
    public IEnumerable<object> Rows()
    {
        var malformed = new HashSet<long>();
        using var reader = Open(file, IsWindows1252 ? Encoding.GetEncoding(1252) : null, record => malformed.Add(record.LineNumber));
        var cells = new StatementCells(reader, currency);
        while (reader.Read())
        {
            yield return malformed.Remove(reader.LineNumber)
                ? new RejectedRow(
                    (int)reader.LineNumber,
                    "row",
                    "malformed_row",
                    "Its quotes do not match, or a quoted text goes over the line's end."
                )
                : cells.Understand();
        }
    }

    private static CsvReader Open(byte[] bytes, Encoding? encoding, Action<CsvMalformedRecord>? onMalformed = null) =>
        // Through a stream: read in place, the size of a record would not be limited.
        CsvReader.Create(
            new MemoryStream(bytes, writable: false),
            new CsvReaderOptions
            {
                Separator = ',',
                Encoding = HasByteOrderMark(bytes) ? null : encoding,
                SkipEmptyLines = true,
                TrimWhitespace = true,
                TrimInsideQuotes = true,
                TrackLineNumbers = true,
                PoolStrings = true,
                MaxRecordSize = MaxRecordSize,
                MissingField = CsvMissingFieldHandling.ReturnEmpty,
                FieldCountMismatch = CsvFieldCountHandling.Allow,
                // A quote that is never closed must cost its own row only, so a line's end ends every row.
                AllowLineBreaksInQuotes = false,
                MalformedData = CsvMalformedDataHandling.Recover,
                OnMalformedRecord = onMalformed,
                IncludeValuesInExceptions = false,
            },
            leaveOpen: false
        );

    private static bool HasByteOrderMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Encoding.UTF8.Preamble);
}
