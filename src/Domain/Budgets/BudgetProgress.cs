using Rupaya.Domain.Calendars;
using Rupaya.Domain.Money;

namespace Rupaya.Domain.Budgets;

/// <summary>What a budget allows and how far it is used, in the book's currency.</summary>
/// <param name="Period">The current period.</param>
/// <param name="Limit">The budgeted amount of a period.</param>
/// <param name="RolledOver">Carried over from earlier periods; negative when overspend is carried.</param>
/// <param name="Spent">Expenses less refunds of the period.</param>
/// <param name="Remaining">Limit + rolled over − spent.</param>
/// <param name="Progress">Spent as a percentage of limit + rolled over, two decimals; 0 when nothing is available and nothing spent.</param>
/// <param name="Projected">
/// Spending at the period's end: what was paid up to today goes on at its pace, what was given back does not come again, and what is booked for
/// later days comes as it is.
/// </param>
public sealed record BudgetProgress(
    DateRange Period,
    decimal Limit,
    decimal RolledOver,
    decimal Spent,
    decimal Remaining,
    decimal Progress,
    decimal Projected
)
{
    /// <summary>Computes the progress from the spending of each day.</summary>
    /// <param name="plan">The budget.</param>
    /// <param name="calendar">The book's calendar.</param>
    /// <param name="currency">The book's currency, for rounding.</param>
    /// <param name="today">Civil date in the book's zone.</param>
    /// <param name="spending">Expenses less refunds by date; days without any may be absent.</param>
    /// <param name="refunds">Of that, what was given back, as positive amounts.</param>
    public static BudgetProgress Compute(
        BudgetPlan plan,
        BookCalendar calendar,
        Currency currency,
        DateOnly today,
        IReadOnlyDictionary<DateOnly, decimal> spending,
        IReadOnlyDictionary<DateOnly, decimal>? refunds = null
    )
    {
        var period = calendar.PeriodOf(plan.Period, today);
        var rolledOver = RollOver(plan, calendar, period, spending);
        var spent = spending.Where(s => period.Contains(s.Key)).Sum(s => s.Value);
        var limit = plan.AmountIn(period);
        var available = limit + rolledOver;
        var elapsed = today.DayNumber - period.Start.DayNumber + 1;
        var later = spending.Where(s => period.Contains(s.Key) && s.Key > today).Sum(s => s.Value);
        var givenBack = refunds?.Where(r => period.Contains(r.Key) && r.Key <= today).Sum(r => r.Value) ?? 0;
        return new BudgetProgress(
            period,
            limit,
            rolledOver,
            spent,
            available - spent,
            available > 0 ? Percentage.Of(spent, available)
                : spent > 0 ? 100m
                : 0m,
            currency.Round(((spent - later + givenBack) * period.Days / elapsed) - givenBack + later)
        );
    }

    private static decimal RollOver(
        BudgetPlan plan,
        BookCalendar calendar,
        DateRange current,
        IReadOnlyDictionary<DateOnly, decimal> spending
    )
    {
        if (plan.Rollover == "none")
        {
            return 0;
        }
        var ofPeriod = spending.ToLookup(s => calendar.PeriodOf(plan.Period, s.Key).Start, s => s.Value);
        var carried = 0m;
        var period = calendar.PeriodOf(plan.Period, plan.StartDate);
        while (period.Start < current.Start)
        {
            var left = plan.AmountIn(period) + carried - ofPeriod[period.Start].Sum();
            carried = plan.Rollover == "surplus" ? Math.Max(0, left) : left;
            period = calendar.PeriodOf(plan.Period, period.End.AddDays(1));
        }
        return carried;
    }
}
