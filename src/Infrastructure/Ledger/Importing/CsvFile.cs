using System.Text;
using CsvHelper;

namespace Rupaya.Infrastructure.Ledger.Importing;

/// <summary>How CSV files are read: tolerant of what harms nothing, and with a limit to what one row may take.</summary>
internal static class CsvFile
{
    private const int MaxRecordSize = 256 * 1024;

    /// <param name="bytes">The file, or its beginning.</param>
    /// <param name="encoding">Null for UTF-8.</param>
    /// <param name="onMalformed">Told of each row whose quotes do not match.</param>
    /// <param name="trims">False to keep blanks around what cells hold.</param>
    public static CsvReader Open(byte[] bytes, Encoding? encoding, Action<CsvMalformedRecord>? onMalformed = null, bool trims = true) =>
        // A quote that is never closed must cost its own row only, so a line's end ends every row: see QuotedLines.
        Open(bytes, encoding, onMalformed, trims, hasLinesInQuotes: false);

    /// <summary>A file whose quotes can be trusted: cells are as they were written, with the lines that they have.</summary>
    public static CsvReader OpenWhole(byte[] utf8, Action<CsvMalformedRecord> onMalformed) =>
        Open(utf8, encoding: null, onMalformed, trims: false, hasLinesInQuotes: true);

    private static CsvReader Open(
        byte[] bytes,
        Encoding? encoding,
        Action<CsvMalformedRecord>? onMalformed,
        bool trims,
        bool hasLinesInQuotes
    ) =>
        // Through a stream: read in place, the size of a record would not be limited.
        CsvReader.Create(
            new MemoryStream(bytes, writable: false),
            new CsvReaderOptions
            {
                Separator = ',',
                Encoding = HasByteOrderMark(bytes) ? null : encoding,
                SkipEmptyLines = true,
                TrimWhitespace = trims,
                TrimInsideQuotes = trims,
                TrackLineNumbers = true,
                PoolStrings = true,
                MaxRecordSize = MaxRecordSize,
                MissingField = CsvMissingFieldHandling.ReturnEmpty,
                FieldCountMismatch = CsvFieldCountHandling.Allow,
                AllowLineBreaksInQuotes = hasLinesInQuotes,
                MalformedData = CsvMalformedDataHandling.Recover,
                OnMalformedRecord = onMalformed,
                IncludeValuesInExceptions = false,
            },
            leaveOpen: false
        );

    /// <summary>The first name that the header has twice, without regard to case; null for none.</summary>
    public static string? NamedTwice(CsvReader reader) =>
        reader
            .Headers.Select(name => name.Trim())
            .Where(name => name.Length > 0)
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(names => names.Skip(1).Any())
            ?.Key;

    private static bool HasByteOrderMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Encoding.UTF8.Preamble);
}
