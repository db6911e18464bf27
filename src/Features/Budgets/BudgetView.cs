using Rupaya.Domain.Budgets;
using Rupaya.Domain.Calendars;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Money;
using Rupaya.Infrastructure.Ledger.Rows;

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
        var plan = b.Plan();
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
