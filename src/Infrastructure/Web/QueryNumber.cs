using System.Globalization;

namespace Rupaya.Infrastructure.Web;

/// <summary>
/// A number in a query as JSON writes one: digits with a point and perhaps a sign before them. The framework's own binding reads
/// <c>1,5</c> as fifteen and <c>5-</c> as minus five.
/// </summary>
internal readonly record struct QueryNumber(decimal Value)
{
    private const int MaxDigits = 28;
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public static bool TryParse(string? text, IFormatProvider? provider, out QueryNumber number)
    {
        var isNumber = decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var value);
        number = new QueryNumber(value);
        return isNumber && char.IsAsciiDigit(text![^1]) && text.Count(char.IsAsciiDigit) <= MaxDigits;
    }
}
