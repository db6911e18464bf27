using System.Globalization;
using FluentValidation;

namespace Rupaya.Infrastructure.Web;

/// <summary>A civil date in a query: exactly <c>YYYY-MM-DD</c>, where the framework's own binding takes other forms as well.</summary>
internal readonly record struct QueryDate(DateOnly Day)
{
    public static bool TryParse(string? text, IFormatProvider? provider, out QueryDate date)
    {
        var isDate = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        date = new QueryDate(day);
        return isDate;
    }
}

/// <summary>Rules for query dates.</summary>
internal static class QueryDateRules
{
    public static IRuleBuilderOptions<T, QueryDate?> QueryDate<T>(this IRuleBuilder<T, QueryDate?> rule) =>
        rule.Must(date => date is null || Rules.IsBookDate(date.Value.Day)).WithMessage(Rules.BookDateMessage);
}
