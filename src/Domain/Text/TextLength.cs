using System.Globalization;

namespace Rupaya.Domain.Text;

/// <summary>How long people take a text to be: in grapheme clusters (Unicode TR29), so that a flag or a letter with its marks is one character.</summary>
public static class TextLength
{
    /// <summary>UTF-16 units that a character may have on average: enough for families of emoji, too few to hide a book in.</summary>
    public const int UnitsPerCharacter = 32;

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
        text is null || text.Length <= characters || (text.Length <= characters * UnitsPerCharacter && Of(text) <= characters);
}
