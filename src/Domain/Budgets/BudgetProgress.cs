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
/// <param name="Projected">Spending at the period's end: what was spent up to today goes on at its pace, and what is booked for later days comes as it is.</param>
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
    public static BudgetProgress Compute(
        BudgetPlan plan,
        BookCalendar calendar,
        Currency currency,
        DateOnly today,
        IReadOnlyDictionary<DateOnly, decimal> spending
    )
    {
        var period = calendar.PeriodOf(plan.Period, today);
        var rolledOver = RollOver(plan, calendar, period, spending);
        var spent = spending.Where(s => period.Contains(s.Key)).Sum(s => s.Value);
        var available = plan.Amount + rolledOver;
        var elapsed = today.DayNumber - period.Start.DayNumber + 1;
        var later = spending.Where(s => period.Contains(s.Key) && s.Key > today).Sum(s => s.Value);
        return new BudgetProgress(
            period,
            plan.Amount,
            rolledOver,
            spent,
            available - spent,
            available > 0 ? Percentage.Of(spent, available)
                : spent > 0 ? 100m
                : 0m,
            currency.Round(((spent - later) / elapsed * period.Days) + later)
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
            var left = plan.Amount + carried - ofPeriod[period.Start].Sum();
            carried = plan.Rollover == "surplus" ? Math.Max(0, left) : left;
            period = calendar.PeriodOf(plan.Period, period.End.AddDays(1));
        }
        return carried;
    }
}

/// <summary>The parts of a budget that its arithmetic needs.</summary>
/// <param name="Amount">Per period, in the book's currency, above 0.</param>
/// <param name="Period"><c>week</c>, <c>month</c> or <c>year</c>.</param>
/// <param name="Rollover"><c>none</c>, <c>surplus</c> (what is left carries over) or <c>both</c> (overspend carries too).</param>
/// <param name="StartDate">The first period is the one that holds this date.</param>
/// <param name="EndDate">The last period is the one that holds this date; null when it goes on.</param>
public sealed record BudgetPlan(decimal Amount, string Period, string Rollover, DateOnly StartDate, DateOnly? EndDate = null)
{
    /// <summary>True when it has a period that holds the date.</summary>
    public bool Covers(DateOnly date, BookCalendar calendar)
    {
        var period = calendar.PeriodOf(Period, date);
        return StartDate <= period.End && (EndDate is null || EndDate >= period.Start);
    }
}
