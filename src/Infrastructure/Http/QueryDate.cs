using System.Globalization;
using FluentValidation;

namespace Rupaya.Infrastructure.Http;

/// <summary>A civil date in a query: exactly <c>YYYY-MM-DD</c>, where the framework's own binding takes other forms as well.</summary>
/// <param name="Day">The day.</param>
public readonly record struct QueryDate(DateOnly Day) : IParsable<QueryDate>
{
    /// <inheritdoc/>
    public static QueryDate Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var date) ? date : throw new FormatException("Not a date as YYYY-MM-DD.");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out QueryDate result)
    {
        var isDate = DateOnly.TryParseExact(s, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        result = new QueryDate(day);
        return isDate;
    }
}

/// <summary>Rules for query dates.</summary>
public static class QueryDateRules
{
    /// <summary>A day that a book may have: 1900-01-01 to 2199-12-31.</summary>
    public static IRuleBuilderOptions<T, QueryDate?> QueryDate<T>(this IRuleBuilder<T, QueryDate?> rule) =>
        rule.Must(date => date is null || Rules.IsBookDate(date.Value.Day)).WithMessage(Rules.BookDateMessage);
}
