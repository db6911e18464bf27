using System.Globalization;

namespace Rupaya.Infrastructure.Http;

/// <summary>
/// A number in a query as JSON writes one: digits with a point and perhaps a sign before them. The framework's own binding reads
/// <c>1,5</c> as fifteen and <c>5-</c> as minus five.
/// </summary>
/// <param name="Value">What it says.</param>
public readonly record struct QueryNumber(decimal Value) : IParsable<QueryNumber>
{
    private const int MaxDigits = 28;
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <inheritdoc/>
    public static QueryNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException("Not a number.");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out QueryNumber result)
    {
        var isNumber = decimal.TryParse(s, Style, CultureInfo.InvariantCulture, out var value);
        result = new QueryNumber(value);
        return isNumber && char.IsAsciiDigit(s![^1]) && s.Count(char.IsAsciiDigit) <= MaxDigits;
    }
}
