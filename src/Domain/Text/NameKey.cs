using System.Buffers;
using System.Globalization;
using System.Text;

namespace Rupaya.Domain.Text;

/// <summary>
/// When two names, or two words that are looked for, are the same. The database has the same two functions (<c>name_key</c>, <c>fold_text</c>),
/// and a test compares them for every character. What is stored stays as it was written.
/// </summary>
/// <remarks>
/// Normal form C (Unicode TR15), simple lower case and the simple case folds that lower case leaves apart (CaseFolding.txt, status C and S), and
/// without characters that only format. A dotted capital I is an i.
/// </remarks>
public static class NameKey
{
    /// <summary>What lower case leaves as it is although it is another case of something.</summary>
    public const string FoldedFrom = "\u0345\u03C2\u017F\u03D0\u03D1\u03D5\u03D6\u03F0\u03F1\u03F5\u1E9B\u00B5\u1FBE";

    /// <summary>What it becomes, in the same order.</summary>
    public const string FoldedTo = "\u03B9\u03C3s\u03B2\u03B8\u03C6\u03C0\u03BA\u03C1\u03B5\u1E61\u03BC\u03B9";

    /// <summary>Characters that only format: soft hyphen, zero widths, directions, joiners, byte order mark.</summary>
    public const string Formats =
        "\u00AD\u061C\u180E\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064"
        + "\u2066\u2067\u2068\u2069\u206A\u206B\u206C\u206D\u206E\u206F\uFEFF\uFFF9\uFFFA\uFFFB";

    /// <summary>White space of any kind but the space itself.</summary>
    public const string Spaces =
        "\t\n\v\f\r\u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";

    private const int OnStack = 256;
    private static readonly SearchValues<char> FormatValues = SearchValues.Create(Formats);
    private static readonly SearchValues<char> SpaceValues = SearchValues.Create(Spaces);

    /// <summary>What two names have in common exactly when they are equal: folded, without white space around, with single spaces in it.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var folded = Fold(name);
        var isPlain =
            folded.AsSpan().IndexOfAny(SpaceValues) < 0
            && !folded.Contains("  ", StringComparison.Ordinal)
            && !folded.StartsWith(' ')
            && !folded.EndsWith(' ');
        if (isPlain)
        {
            return folded;
        }
        var key = new StringBuilder(folded.Length);
        var isSpaceDue = false;
        foreach (var c in folded)
        {
            if (c == ' ' || SpaceValues.Contains(c))
            {
                isSpaceDue = key.Length > 0;
                continue;
            }
            key.Append(isSpaceDue ? " " : "").Append(c);
            isSpaceDue = false;
        }
        return key.ToString();
    }

    /// <summary>True when both are the same name.</summary>
    public static bool AreEqual(string a, string b) => string.Equals(Of(a), Of(b), StringComparison.Ordinal);

    /// <summary>The text in one case and normal form, its white space as it is.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Ascii.IsValid(text))
        {
            return text.AsSpan().IndexOfAnyInRange('A', 'Z') < 0 ? text : text.ToLowerInvariant();
        }
        var normal = Normal(text);
        var buffer = normal.Length <= OnStack ? stackalloc char[normal.Length] : new char[normal.Length];
        var length = 0;
        for (var i = 0; i < normal.Length; i++)
        {
            if (char.IsSurrogate(normal[i]) && Rune.TryGetRuneAt(normal, i, out var rune))
            {
                length += Rune.ToLowerInvariant(rune).EncodeToUtf16(buffer[length..]);
                i++;
            }
            else if (!FormatValues.Contains(normal[i]))
            {
                buffer[length++] = FoldOne(normal[i]);
            }
        }
        return Normal(new string(buffer[..length]));
    }

    /// <summary>Normal form C. What is no character at all (U+FFFF) has none, and stands between what is before and after it.</summary>
    private static string Normal(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException) when (text.Length > 1)
        {
            var whole = new StringBuilder(text.Length);
            var start = 0;
            for (var i = 0; i < text.Length; i++)
            {
                if (!IsNoCharacter(text, i, out var length))
                {
                    i += length - 1;
                    continue;
                }
                whole.Append(text[start..i].Normalize(NormalizationForm.FormC)).Append(text, i, length);
                i += length - 1;
                start = i + 1;
            }
            return whole.Append(text[start..].Normalize(NormalizationForm.FormC)).ToString();
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    private static bool IsNoCharacter(string text, int at, out int length)
    {
        var isWhole = Rune.TryGetRuneAt(text, at, out var rune);
        length = isWhole ? rune.Utf16SequenceLength : 1;
        return !isWhole || (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;
    }

    private static char FoldOne(char c)
    {
        if (c == '\u0130')
        {
            return 'i';
        }
        var lower = char.ToLowerInvariant(c);
        var fold = lower < '\u0080' ? -1 : FoldedFrom.IndexOf(lower, StringComparison.Ordinal);
        return fold < 0 ? lower : FoldedTo[fold];
    }
}
