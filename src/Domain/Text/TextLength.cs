using System.Globalization;
using System.Text;

namespace Rupaya.Domain.Text;

/// <summary>How long people take a text to be: in grapheme clusters (Unicode TR29), so that a flag or a letter with its marks is one character.</summary>
public static class TextLength
{
    /// <summary>
    /// Bytes of UTF-8 that a character may have on average: enough for a family of four (25), too few to hide a book in. A name of a hundred
    /// such fits into an entry of an index.
    /// </summary>
    public const int BytesPerCharacter = 26;

    /// <summary>Number of characters as people count them.</summary>
    public static int Of(string text)
    {
        var count = 0;
        var left = text.AsSpan();
        while (left.Length > 0)
        {
            left = left[StringInfo.GetNextTextElementLength(left)..];
            count++;
        }
        return count;
    }

    /// <summary>True when the text has at most so many characters.</summary>
    public static bool Fits(string? text, int characters) =>
        text is null
        || text.Length <= characters
        || (Encoding.UTF8.GetByteCount(text) <= characters * BytesPerCharacter && Of(text) <= characters);
}
