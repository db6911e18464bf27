using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Rupaya.Domain.Imports;

/// <summary>
/// The text of a file by evidence over the whole of it: UTF-8 where its non-ASCII characters are mostly whole, or are what a cut leaves of one,
/// else Windows-1252. A line that does not fit is damaged by itself, never the others.
/// </summary>
public sealed class FileText
{
    private const int MaxNamedLines = 10;
    private const byte FirstNonAscii = 0x80;

    // What follows a letter in Windows-1252: closing quotes, dashes, an ellipsis, a bullet, trade marks, a space that does not break.
    private static readonly SearchValues<byte> Punctuation = SearchValues.Create([
        0x85,
        0x92,
        0x93,
        0x94,
        0x95,
        0x96,
        0x97,
        0x99,
        0x9B,
        0xA0,
        0xAB,
        0xAE,
        0xB0,
        0xB4,
        0xB7,
        0xBB,
    ]);

    static FileText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private FileText(byte[] utf8, string? note, bool isDamaged) => (Utf8, Note, IsDamaged) = (utf8, note, isDamaged);

    /// <summary>The file as valid UTF-8 without byte order mark; line ends as they were.</summary>
    public byte[] Utf8 { get; }

    /// <summary>What is worth knowing about how it was read; null for plain UTF-8.</summary>
    public string? Note { get; }

    /// <summary>True when something stands as U+FFFD because it could not be read: the repaired file would bring it whole.</summary>
    public bool IsDamaged { get; }

    /// <summary>Reads a file.</summary>
    public static FileText Of(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var isMarked = file.AsSpan().StartsWith(Encoding.UTF8.Preamble);
        var text = isMarked ? file[Encoding.UTF8.Preamble.Length..] : file;
        if (System.Text.Unicode.Utf8.IsValid(text))
        {
            return new FileText(text, null, isDamaged: false);
        }
        var (whole, cut, broken) = Count(text);
        var isUtf8 = isMarked || (whole + cut > 0 && whole + cut >= broken);
        var utf8 = Decode(text, isUtf8, out var lines);
        return new FileText(utf8, isUtf8 ? Damage(lines) : Foreign(whole), isDamaged: isUtf8);
    }

    /// <summary>How many non-ASCII characters are whole UTF-8, how many places are what a cut left of one, and how many are neither.</summary>
    private static (int Whole, int Cut, int Broken) Count(ReadOnlySpan<byte> text)
    {
        var (whole, cut, broken) = (0, 0, 0);
        var before = (byte)0;
        while (text.IndexOfAnyInRange(FirstNonAscii, byte.MaxValue) is >= 0 and var at)
        {
            before = at == 0 ? before : text[at - 1];
            if (Rune.DecodeFromUtf8(text[at..], out _, out var length) == OperationStatus.Done)
            {
                whole++;
            }
            else if (IsCut(text.Slice(at, length), before))
            {
                cut++;
            }
            else
            {
                broken++;
            }
            before = text[at + length - 1];
            text = text[(at + length)..];
        }
        return (whole, cut, broken);
    }

    /// <summary>
    /// True for bytes that are the beginning of a character of UTF-8 and would make no sense as Windows-1252: a letter and a sign that no word
    /// ends with, or a capital within a word.
    /// </summary>
    private static bool IsCut(ReadOnlySpan<byte> bytes, byte before) =>
        bytes.Length > 1
            ? !Punctuation.Contains(bytes[1])
            : before is >= (byte)'a' and <= (byte)'z' && bytes[0] is >= 0xC2 and <= 0xDE and not 0xD7;

    private static byte[] Decode(ReadOnlySpan<byte> text, bool isUtf8, out List<int> brokenLines)
    {
        var output = new ArrayBufferWriter<byte>(text.Length + 1024);
        var windows = Encoding.GetEncoding(1252);
        brokenLines = [];
        for (var number = 1; text.Length > 0; number++)
        {
            var end = text.IndexOfAny((byte)'\n', (byte)'\r');
            var length =
                end < 0 ? text.Length
                : text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2
                : end + 1;
            var line = text[..length];
            if (System.Text.Unicode.Utf8.IsValid(line))
            {
                output.Write(line);
            }
            else
            {
                brokenLines.Add(number);
                Encoding.UTF8.GetBytes((isUtf8 ? Encoding.UTF8 : windows).GetString(line), output);
            }
            text = text[length..];
        }
        return output.WrittenSpan.ToArray();
    }

    private static string Damage(List<int> lines)
    {
        var named = string.Join(", ", lines.Take(MaxNamedLines).Select(l => l.ToString(CultureInfo.InvariantCulture)));
        var more = lines.Count > MaxNamedLines ? $" and {lines.Count - MaxNamedLines} more" : "";
        return $"The file is UTF-8, but has broken characters in line {named}{more}: they were read as \uFFFD.";
    }

    private static string Foreign(int whole) =>
        whole == 0
            ? "The file is not UTF-8; it was read as Windows-1252."
            : "Lines of the file that are not UTF-8 were read as Windows-1252.";
}
