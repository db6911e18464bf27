using Rupaya.Domain.Budgets;

namespace Rupaya.Features.Budgets;

/// <summary>The shapes that creating and changing a budget share.</summary>
internal static class BudgetFields
{
    /// <summary>One of <see cref="BudgetRules.Periods"/>.</summary>
    public static IRuleBuilderOptions<T, string?> Period<T>(this IRuleBuilder<T, string?> rule) =>
        rule.NotNull().WithMessage("Must be week, month or year.").OneOf([.. BudgetRules.Periods]);

    /// <summary>One of <see cref="BudgetRules.Rollovers"/>.</summary>
    public static IRuleBuilderOptions<T, string?> Rollover<T>(this IRuleBuilder<T, string?> rule) => rule.OneOf([.. BudgetRules.Rollovers]);
}
