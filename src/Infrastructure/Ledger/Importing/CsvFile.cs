using CsvHelper;
using Rupaya.Domain.Imports;
using Rupaya.Domain.Text;

namespace Rupaya.Infrastructure.Ledger.Importing;

/// <summary>How CSV files are read: tolerant of what harms nothing, and with a limit to what one row may take.</summary>
internal static class CsvFile
{
    private const int MaxRecordSize = 256 * 1024;

    /// <param name="utf8">The file.</param>
    /// <param name="onMalformed">Told of each row whose quotes do not match.</param>
    public static CsvReader Open(byte[] utf8, Action<CsvMalformedRecord> onMalformed) =>
        // A quote that is never closed must cost its own row only, so a line's end ends every row: see QuotedLines.
        Open(utf8, onMalformed, trims: true, hasLinesInQuotes: false);

    /// <summary>The beginning of a file, for its header.</summary>
    /// <param name="start">As it was uploaded; it may end within a character.</param>
    public static CsvReader OpenStart(byte[] start) =>
        Open(FileText.Of(start).Utf8, onMalformed: null, trims: true, hasLinesInQuotes: false);

    /// <summary>A file whose quotes can be trusted: cells are as they were written, with the lines that they have.</summary>
    public static CsvReader OpenWhole(byte[] utf8, Action<CsvMalformedRecord> onMalformed) =>
        Open(utf8, onMalformed, trims: false, hasLinesInQuotes: true);

    private static CsvReader Open(byte[] utf8, Action<CsvMalformedRecord>? onMalformed, bool trims, bool hasLinesInQuotes) =>
        // Through a stream: read in place, the size of a record would not be limited.
        CsvReader.Create(
            new MemoryStream(utf8, writable: false),
            new CsvReaderOptions
            {
                Separator = ',',
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

    /// <summary>The first name that the header has twice, by the equality of names; null for none.</summary>
    public static string? NamedTwice(CsvReader reader) =>
        reader
            .Headers.Where(name => NameKey.Of(name).Length > 0)
            .GroupBy(NameKey.Of, StringComparer.Ordinal)
            .FirstOrDefault(names => names.Skip(1).Any())
            ?.First()
            .Trim();
}
