using System.Globalization;

namespace Rupaya.Infrastructure.Http;

/// <summary>An instant in a query, as answers write it: a date, a time and <c>Z</c> or an offset. The framework's own binding takes half of it as well.</summary>
/// <param name="At">UTC.</param>
public readonly record struct QueryInstant(DateTimeOffset At) : IParsable<QueryInstant>
{
    private static readonly string[] Formats = ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK"];

    /// <inheritdoc/>
    public static QueryInstant Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var instant) ? instant : throw new FormatException("Not an instant.");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out QueryInstant result)
    {
        // A plus that nobody encoded is a space by now.
        var text = s?.Replace(' ', '+');
        var isInstant = DateTimeOffset.TryParseExact(
            text,
            Formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var at
        );
        result = new QueryInstant(at);
        // Without an offset nobody knows which instant is meant.
        return isInstant && (text!.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal));
    }
}
