using Rupaya.Domain.Budgets;
using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Persistence.Entities;

namespace Rupaya.Features.Budgets;

/// <summary>A budget as clients see it.</summary>
/// <param name="Amount">Per period, in the book's currency.</param>
/// <param name="Period"><c>week</c>, <c>month</c> or <c>year</c> of the book's calendar.</param>
/// <param name="EndDate">The last period is the one that holds it; null when the budget goes on.</param>
/// <param name="Rollover"><c>none</c>, <c>surplus</c> or <c>both</c>.</param>
internal sealed record BudgetView(
    Guid BudgetId,
    Guid CategoryId,
    decimal Amount,
    string Period,
    string Rollover,
    DateOnly StartDate,
    DateOnly? EndDate,
    long Version,
    DateTimeOffset CreatedAt
)
{
    public static BudgetView From(Budget b) =>
        new(b.BudgetId, b.CategoryId, b.Amount, b.Period, b.Rollover, b.StartDate, b.EndDate, b.Version, b.CreatedAt);

    public static string ETag(Budget b) => ETags.Of(b.Version, "0");
}

/// <summary>Rules that creating and changing a budget share.</summary>
internal static class BudgetRules
{
    public static readonly string[] Periods = ["week", "month", "year"];
    public static readonly string[] Rollovers = ["none", "surplus", "both"];

    public static IRuleBuilderOptions<T, string?> Period<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(p => Periods.Contains(p, StringComparer.Ordinal)).WithMessage("Must be week, month or year.");

    public static IRuleBuilderOptions<T, string?> Rollover<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(r => r is null || Rollovers.Contains(r, StringComparer.Ordinal)).WithMessage("Must be none, surplus or both.");

    /// <summary>What its arithmetic needs.</summary>
    public static BudgetPlan PlanOf(Budget b) => new(b.Amount, b.Period, b.Rollover, b.StartDate, b.EndDate);

    /// <summary>400 <c>category_kind</c>, <c>currency_precision</c> or a field that does not fit the others; null when it can be kept.</summary>
    public static Error? Check(Budget budget, Category category, string currency)
    {
        if (category.Kind != "expense")
        {
            return Error.Invalid("category_kind", "A budget is for an expense category.", "categoryId");
        }
        return Currency.Of(currency).Check(budget.Amount)
            ?? (budget.EndDate < budget.StartDate ? Error.Field("endDate", "Must not be before startDate.") : null);
    }
}
