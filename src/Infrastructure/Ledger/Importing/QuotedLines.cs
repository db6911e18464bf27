using System.Buffers;

namespace Rupaya.Infrastructure.Ledger.Importing;

/// <summary>
/// Lets a quoted cell go over the end of a line, where its quotes balance within a few lines and the row then has as many cells as the header. In
/// any other case the end of a line ends a row, so that a quote that is never closed costs its own row only; nor is a line taken into a cell that
/// is a whole row by itself.
/// </summary>
internal sealed class QuotedLines
{
    /// <summary>How many lines a row may have.</summary>
    public const int MaxLines = 20;

    private static readonly SearchValues<byte> DateBytes = SearchValues.Create("0123456789-"u8);

    private const byte Quote = (byte)'"';
    private const byte Comma = (byte)',';

    private readonly List<long> _joinedLines = [];
    private readonly List<int> _moreLines = [];
    private readonly char _feed;
    private readonly char _return;

    private QuotedLines(byte[] bytes, byte feed, byte @return) => (Bytes, _feed, _return) = (bytes, (char)feed, (char)@return);

    /// <summary>The file, in which each row is a line.</summary>
    public byte[] Bytes { get; private set; }

    /// <summary>Joins what belongs together.</summary>
    /// <param name="file">In an encoding that keeps ASCII as it is.</param>
    public static QuotedLines Of(byte[] file)
    {
        if (!file.AsSpan().Contains(Quote) || StandIns(file) is not var (feed, @return))
        {
            return new QuotedLines(file, 0, 0);
        }
        var lines = new QuotedLines(file, feed, @return);
        lines.Join(feed, @return);
        return lines;
    }

    /// <summary>The line of the file that a line of <see cref="Bytes"/> begins on.</summary>
    public int LineOf(long line)
    {
        var at = _joinedLines.BinarySearch(line);
        var before = at < 0 ? ~at : at;
        return (int)line + (before == 0 ? 0 : _moreLines[before - 1]);
    }

    /// <summary>A cell as it was written.</summary>
    public string Restore(string cell) =>
        _joinedLines.Count == 0 || cell.AsSpan().IndexOfAny(_feed, _return) < 0 ? cell : cell.Replace(_feed, '\n').Replace(_return, '\r');

    /// <summary>Two control characters that the file does not have; null where it has nearly all of them, which no text does.</summary>
    private static (byte Feed, byte Return)? StandIns(byte[] file)
    {
        var free = Enumerable.Range(1, 31).Select(i => (byte)i).Where(b => b is not (9 or 10 or 13) && !file.AsSpan().Contains(b)).Take(2);
        return free.ToList() is [var feed, var @return] ? (feed, @return) : null;
    }

    private void Join(byte feed, byte @return)
    {
        var source = Bytes.AsSpan();
        var header = source.IndexOfAnyExcept((byte)'\n', (byte)'\r');
        var cells = Row(source[Math.Max(header, 0)..], 1, 0).Cells;
        ArrayBufferWriter<byte>? output = null;
        var written = 0;
        var line = 0L;
        for (var start = 0; start < source.Length; )
        {
            line++;
            var first = LineLength(source[start..]);
            if (!source.Slice(start, first).Contains(Quote))
            {
                start += first;
                continue;
            }
            var (length, lines, count) = Row(source[start..], MaxLines, cells);
            if (lines > 1 && count == cells)
            {
                output ??= new ArrayBufferWriter<byte>(source.Length);
                output.Write(source[written..start]);
                var row = output.GetSpan(length)[..length];
                source.Slice(start, length).CopyTo(row);
                var text = row[..^EndLength(row)];
                text.Replace((byte)'\n', feed);
                text.Replace((byte)'\r', @return);
                output.Advance(length);
                written = start + length;
                _joinedLines.Add(line);
                _moreLines.Add((_moreLines.Count == 0 ? 0 : _moreLines[^1]) + lines - 1);
                first = length;
            }
            start += first;
        }
        if (output is not null)
        {
            output.Write(source[written..]);
            Bytes = output.WrittenSpan.ToArray();
        }
    }

    /// <summary>The row at the beginning: its length with the line's end, its lines and its cells; one line where its quotes do not balance.</summary>
    private static (int Length, int Lines, int Cells) Row(ReadOnlySpan<byte> text, int maxLines, int cellsOfRow)
    {
        var (cells, lines, at) = (1, 1, 0);
        while (true)
        {
            at += LeadingBlanks(text[at..]);
            if (at < text.Length && text[at] == Quote)
            {
                var quoted = Quoted(text[at..], maxLines - lines + 1, cellsOfRow);
                if (quoted.Length == 0)
                {
                    return (LineLength(text), 1, cells);
                }
                (at, lines) = (at + quoted.Length, lines + quoted.Breaks);
            }
            var end = text[at..].IndexOfAny(Comma, (byte)'\n', (byte)'\r');
            if (end < 0)
            {
                return (text.Length, lines, cells);
            }
            at += end;
            if (text[at] != Comma)
            {
                return (at + EndAt(text[at..]), lines, cells);
            }
            (at, cells) = (at + 1, cells + 1);
        }
    }

    /// <summary>The quoted cell at the beginning, its quotes and the blanks after them included; length 0 where it is not closed as it should be.</summary>
    private static (int Length, int Breaks) Quoted(ReadOnlySpan<byte> text, int maxLines, int cellsOfRow)
    {
        var (breaks, commas, line) = (0, 0, 1);
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] is (byte)'\n' or (byte)'\r')
            {
                if (++breaks >= maxLines || (breaks > 1 && commas + 1 == cellsOfRow && HasDate(text[line..at])))
                {
                    return (0, 0);
                }
                at += EndAt(text[at..]) - 1;
                (commas, line) = (0, at + 1);
            }
            else if (text[at] == Comma)
            {
                commas++;
            }
            else if (text[at] == Quote)
            {
                if (at + 1 < text.Length && text[at + 1] == Quote)
                {
                    at++;
                    continue;
                }
                at += 1 + LeadingBlanks(text[(at + 1)..]);
                if (breaks > 0 && commas + 1 == cellsOfRow && HasDate(text[line..at]))
                {
                    return (0, 0);
                }
                return at == text.Length || text[at] is Comma or (byte)'\n' or (byte)'\r' ? (at, breaks) : (0, 0);
            }
        }
        return (0, 0);
    }

    /// <summary>True for a line with a cell that is a date: it may be a row by itself, an address with commas is none.</summary>
    private static bool HasDate(ReadOnlySpan<byte> line)
    {
        foreach (var range in line.Split(Comma))
        {
            var cell = line[range].Trim(" \t\""u8);
            if (cell.Length == 10 && cell[4] == '-' && cell[7] == '-' && cell.IndexOfAnyExcept(DateBytes) < 0)
            {
                return true;
            }
        }
        return false;
    }

    private static int LeadingBlanks(ReadOnlySpan<byte> text)
    {
        var other = text.IndexOfAnyExcept((byte)' ', (byte)'\t');
        return other < 0 ? text.Length : other;
    }

    private static int LineLength(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny((byte)'\n', (byte)'\r');
        return end < 0 ? text.Length : end + EndAt(text[end..]);
    }

    /// <summary>The length of the line's end at the beginning.</summary>
    private static int EndAt(ReadOnlySpan<byte> text) => text.StartsWith("\r\n"u8) ? 2 : 1;

    /// <summary>The length of the line's end at the end; 0 where the file ends.</summary>
    private static int EndLength(ReadOnlySpan<byte> line) =>
        line.EndsWith("\r\n"u8) ? 2
        : line.Length > 0 && line[^1] is (byte)'\n' or (byte)'\r' ? 1
        : 0;
}
