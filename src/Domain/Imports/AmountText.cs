using System.Globalization;
using System.Text;

namespace Rupaya.Domain.Imports;

/// <summary>How people and banks write amounts. Only the question whether one is negative is answered here, also for what no row may contain.</summary>
public static class AmountText
{
    private const int MaxLength = 60;
    private const int MaxWord = 4;

    private static readonly HashSet<string> Debits = new(StringComparer.OrdinalIgnoreCase) { "dr", "debit", "minus" };

    // Before a number these are signs of money: dalasi and dobra.
    private static readonly HashSet<string> DebitsBehind = new(StringComparer.OrdinalIgnoreCase) { "d", "db" };

    /// <summary>
    /// True when a person would read a negative amount: a minus of any kind before or after the number or beside its currency, brackets around
    /// it, <c>Dr</c> or another word for a debit beside it. Separators do not matter. A dash that stands for no cents (<c>100/-</c>,
    /// <c>1.000,-</c>) is no minus.
    /// </summary>
    public static bool LooksNegative(string? text)
    {
        if (text is null || text.Length > MaxLength)
        {
            return false;
        }
        var (shape, isNegative) = Shape(text);
        var inner = Bare(shape, ref isNegative);
        if (inner.Length > 0 && inner[0] is '-' or '+')
        {
            isNegative |= inner[0] == '-';
            inner = inner[1..];
        }
        if (inner.Length > 1 && inner[^1] == '-')
        {
            isNegative |= inner[^2] is '0' or ')';
            inner = inner[..^1];
        }
        inner = Bare(inner, ref isNegative);
        return isNegative && inner.Contains('0') && inner.IndexOfAnyExcept("0.,/") < 0;
    }

    /// <summary>Without brackets around it, which make it negative.</summary>
    private static ReadOnlySpan<char> Bare(ReadOnlySpan<char> text, ref bool isNegative)
    {
        while (text.Length > 1 && text[0] == '(' && text[^1] == ')')
        {
            isNegative = true;
            text = text[1..^1];
        }
        return text;
    }

    /// <summary>
    /// The text with each kind of sign as one character: 0 for a digit, a full stop for any separator of groups, - for any minus, ( and ) for
    /// any brackets, ? for what belongs to no amount. White space, currency signs and codes are left out.
    /// </summary>
    private static (string Shape, bool IsDebit) Shape(string text)
    {
        var (shape, word, isDebit) = (new StringBuilder(text.Length), new StringBuilder(), false);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune))
            {
                word.Append(rune);
                continue;
            }
            if (word.Length > 0 && rune.Value == '.')
            {
                // Of an abbreviation: Rs. or Dr.
                continue;
            }
            isDebit |= EndWord(word, shape);
            if (Sign(rune) is { } sign)
            {
                shape.Append(sign);
            }
        }
        isDebit |= EndWord(word, shape);
        // Of brackets around a word nothing is left in them.
        return (shape.Replace("()", "").ToString(), isDebit);
    }

    /// <summary>True for a word that makes a number a debit; one that is longer than a currency's is none and belongs to no amount.</summary>
    private static bool EndWord(StringBuilder word, StringBuilder shape)
    {
        var text = word.ToString();
        var isDebit = Debits.Contains(text) || (DebitsBehind.Contains(text) && shape.Length > 0);
        if (word.Length > MaxWord && !isDebit)
        {
            shape.Append('?');
        }
        word.Clear();
        return isDebit;
    }

    private static char? Sign(Rune rune) =>
        rune.Value switch
        {
            '-'
            or 0xAD
            or 0x2CF
            or 0x2D7
            or (>= 0x2010 and <= 0x2015)
            or 0x207B
            or 0x208B
            or 0x2212
            or 0x2796
            or 0xFE58
            or 0xFE63
            or 0xFF0D => '-',
            '+' or 0xFF0B => '+',
            '(' or '[' or 0x207D or 0x208D or 0xFF08 => '(',
            ')' or ']' or 0x207E or 0x208E or 0xFF09 => ')',
            ',' => ',',
            '/' => '/',
            '.' or '\'' or '_' or 0xB7 or 0x2019 or 0x66B or 0x66C or 0xFF0C or 0xFF0E => '.',
            _ when Rune.IsDigit(rune) => '0',
            _ when Rune.IsWhiteSpace(rune) => null,
            _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.CurrencySymbol or UnicodeCategory.Format => null,
            _ => '?',
        };
}
