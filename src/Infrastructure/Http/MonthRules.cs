using FluentValidation;

namespace Rupaya.Infrastructure.Http;

/// <summary>How many months a figure may go back.</summary>
internal static class MonthRules
{
    public const int Default = 12;
    private const int Max = 120;

    public static IRuleBuilderOptions<T, int?> Months<T>(this IRuleBuilder<T, int?> rule) =>
        rule.InclusiveBetween(1, Max).WithMessage($"Must be 1 to {Max}.");
}
