using Rupaya.Domain.Calendars;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Domain.Results;

namespace Rupaya.Domain.Budgets;

/// <summary>Whether a budget can be kept.</summary>
public static class BudgetRules
{
    /// <summary>The periods a budget may have.</summary>
    public static IReadOnlyList<string> Periods { get; } = ["week", "month", "year"];

    /// <summary>What may go on into the next period.</summary>
    public static IReadOnlyList<string> Rollovers { get; } = ["none", "surplus", "both"];

    /// <summary>
    /// 400 <c>category_kind</c>, <c>currency_precision</c> or a field that does not fit the others, 409 <c>budget_exists</c>; null when it can be kept.
    /// </summary>
    /// <param name="budget">As it is to be stored.</param>
    /// <param name="category">Its category.</param>
    /// <param name="currency">Of the book.</param>
    /// <param name="live">The budgets that it must not overlap: two would count the same spending twice.</param>
    /// <param name="calendar">Of the book.</param>
    public static Error? Check(Budget budget, Category category, string currency, IEnumerable<Budget> live, BookCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentNullException.ThrowIfNull(category);
        if (category.Kind != "expense")
        {
            return Problems.CategoryKind.Because("A budget is for an expense category.", "categoryId");
        }
        var (plan, money) = (budget.Plan(), Currency.Of(currency));
        return money.Check(budget.Amount)
            ?? plan.Later.Select(s => money.Check(s.Amount)).FirstOrDefault(e => e is not null)
            ?? (budget.EndDate < budget.StartDate ? Error.Field("endDate", "Must not be before startDate.") : null)
            ?? (live.Any(other => IsSame(other, budget, plan, calendar)) ? Problems.BudgetExists.Error : null);
    }

    /// <summary>400 for a day on which an amount cannot begin; null for one on which it can.</summary>
    public static Error? CheckFrom(DateOnly from, Budget budget, BookCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(budget);
        ArgumentNullException.ThrowIfNull(calendar);
        return from > budget.EndDate ? Error.Field("from", "The budget has ended before.")
            : calendar.PeriodOf(budget.Period, from).End < budget.StartDate ? Error.Field("from", "The budget begins later.")
            : null;
    }

    /// <summary>
    /// 409 <c>budget_exists</c> where another calendar would put two budgets of one category into the same period; null where it does not. What
    /// shares one already does not stand in the way.
    /// </summary>
    public static Error? CheckCalendar(IReadOnlyCollection<Budget> live, BookCalendar before, BookCalendar after)
    {
        ArgumentNullException.ThrowIfNull(live);
        return live.Any(a => live.Any(b => IsSame(b, a, a.Plan(), after) && !IsSame(b, a, a.Plan(), before)))
            ? Problems.BudgetExists.Because("With this calendar two budgets of one category would be for the same days.")
            : null;
    }

    private static bool IsSame(Budget other, Budget budget, BudgetPlan plan, BookCalendar calendar) =>
        other.BudgetId != budget.BudgetId && other.CategoryId == budget.CategoryId && other.Plan().Overlaps(plan, calendar);
}
