using System.Globalization;
using FluentValidation;

namespace Rupaya.Infrastructure.Http;

/// <summary>A civil date in a query: exactly <c>YYYY-MM-DD</c>, where the framework's own binding takes other forms as well.</summary>
internal readonly record struct QueryDate(DateOnly Day) : IParsable<QueryDate>
{
    public static QueryDate Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var date) ? date : throw new FormatException("Not a date as YYYY-MM-DD.");

    public static bool TryParse(string? s, IFormatProvider? provider, out QueryDate result)
    {
        var isDate = DateOnly.TryParseExact(s, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        result = new QueryDate(day);
        return isDate;
    }
}

/// <summary>Rules for query dates.</summary>
internal static class QueryDateRules
{
    public static IRuleBuilderOptions<T, QueryDate?> QueryDate<T>(this IRuleBuilder<T, QueryDate?> rule) =>
        rule.Must(date => date is null || Rules.IsBookDate(date.Value.Day)).WithMessage(Rules.BookDateMessage);
}
