using FluentValidation;

namespace Rupaya.Infrastructure.Http;

/// <summary>How many months a figure may go back.</summary>
public static class MonthRules
{
    /// <summary>How many months where the client does not say.</summary>
    public const int Default = 12;
    private const int Max = 120;

    /// <summary>1 to 120 months.</summary>
    public static IRuleBuilderOptions<T, int?> Months<T>(this IRuleBuilder<T, int?> rule) =>
        rule.InclusiveBetween(1, Max).WithMessage($"Must be 1 to {Max}.");
}
