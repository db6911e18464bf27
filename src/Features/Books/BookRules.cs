using Rupaya.Domain.Calendars;

namespace Rupaya.Features.Books;

/// <summary>Rules that creating and changing a book share.</summary>
internal static class BookRules
{
    public static void MonthStartDay<T>(this IRuleBuilder<T, int?> rule) => rule.InclusiveBetween(1, 31).WithMessage("Must be 1 to 31.");

    public static void WeekStart<T>(this IRuleBuilder<T, int?> rule) =>
        rule.InclusiveBetween(0, 6).WithMessage("Must be 0 (Sunday) to 6 (Saturday).");

    public static void WeekendRule<T>(this IRuleBuilder<T, string?> rule) => rule.OneOf([.. WeekendRules.Names]);
}
