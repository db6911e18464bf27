using Rupaya.Domain.Budgets;
using Rupaya.Domain.Calendars;
using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Ledger.Rows;
using Rupaya.Infrastructure.Postgres.Entities;

namespace Rupaya.Features.Budgets;

/// <summary>A budget as clients see it.</summary>
/// <param name="Amount">Of the present period, in the book's currency; of the first one before that.</param>
/// <param name="Amounts">The amounts over time, from the first period on: each holds until the next.</param>
/// <param name="Period"><c>week</c>, <c>month</c> or <c>year</c> of the book's calendar.</param>
/// <param name="EndDate">The last period is the one that holds it; null when the budget goes on.</param>
/// <param name="Rollover"><c>none</c>, <c>surplus</c> or <c>both</c>.</param>
internal sealed record BudgetView(
    Guid BudgetId,
    Guid CategoryId,
    decimal Amount,
    IReadOnlyList<BudgetStep> Amounts,
    string Period,
    string Rollover,
    DateOnly StartDate,
    DateOnly? EndDate,
    long Version,
    DateTimeOffset CreatedAt
)
{
    public static BudgetView From(Budget b, DateOnly today, BookCalendar calendar)
    {
        var plan = BudgetSql.PlanOf(b);
        return new BudgetView(
            b.BudgetId,
            b.CategoryId,
            plan.AmountIn(calendar.PeriodOf(b.Period, today > b.StartDate ? today : b.StartDate)),
            [new BudgetStep(calendar.PeriodOf(b.Period, b.StartDate).Start, b.Amount), .. plan.Later],
            b.Period,
            b.Rollover,
            b.StartDate,
            b.EndDate,
            b.Version,
            b.CreatedAt
        );
    }

    public static string ETag(Budget b) => ETags.Of(b.Version, "0");
}

/// <summary>Rules that creating and changing a budget share.</summary>
internal static class BudgetRules
{
    public static readonly string[] Periods = ["week", "month", "year"];
    public static readonly string[] Rollovers = ["none", "surplus", "both"];

    public static IRuleBuilderOptions<T, string?> Period<T>(this IRuleBuilder<T, string?> rule) =>
        rule.NotNull().WithMessage("Must be week, month or year.").OneOf(Periods);

    public static IRuleBuilderOptions<T, string?> Rollover<T>(this IRuleBuilder<T, string?> rule) => rule.OneOf(Rollovers);

    /// <summary>409: two budgets would count the same spending twice.</summary>
    private static readonly Error Exists = Problems.BudgetExists.Error;

    /// <summary>
    /// 400 <c>category_kind</c>, <c>currency_precision</c> or a field that does not fit the others, 409 <c>budget_exists</c>; null when it can be kept.
    /// </summary>
    public static Error? Check(Budget budget, Category category, string currency, IEnumerable<Budget> live, BookCalendar calendar)
    {
        if (category.Kind != "expense")
        {
            return Problems.CategoryKind.Because("A budget is for an expense category.", "categoryId");
        }
        var plan = BudgetSql.PlanOf(budget);
        var money = Currency.Of(currency);
        return money.Check(budget.Amount)
            ?? plan.Later.Select(s => money.Check(s.Amount)).FirstOrDefault(e => e is not null)
            ?? (budget.EndDate < budget.StartDate ? Error.Field("endDate", "Must not be before startDate.") : null)
            ?? (live.Any(b => IsSame(b, budget, plan, calendar)) ? Exists : null);
    }

    private static bool IsSame(Budget other, Budget budget, BudgetPlan plan, BookCalendar calendar) =>
        other.BudgetId != budget.BudgetId && other.CategoryId == budget.CategoryId && BudgetSql.PlanOf(other).Overlaps(plan, calendar);

    /// <summary>400 for a day on which an amount cannot begin; null for one on which it can.</summary>
    public static Error? CheckFrom(DateOnly from, Budget budget, BookCalendar calendar) =>
        from > budget.EndDate ? Error.Field("from", "The budget has ended before.")
        : calendar.PeriodOf(budget.Period, from).End < budget.StartDate ? Error.Field("from", "The budget begins later.")
        : null;
}
