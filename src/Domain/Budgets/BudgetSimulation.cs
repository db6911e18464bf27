using Rupaya.Domain.Calendars;

namespace Rupaya.Domain.Budgets;

/// <summary>What a budget would have to hold, judged by what was spent lately.</summary>
/// <param name="Periods">The last completed periods, newest first, with what was spent in each, in the book's currency.</param>
/// <param name="Projected">Their median: one unusual period does not move it.</param>
public sealed record BudgetSimulation(IReadOnlyList<(DateRange Period, decimal Spent)> Periods, decimal Projected)
{
    /// <summary>How many periods the projection rests on.</summary>
    public const int Basis = 3;

    /// <summary>The last completed periods before today, newest first.</summary>
    public static IReadOnlyList<DateRange> PeriodsBefore(BookCalendar calendar, string period, DateOnly today)
    {
        var periods = new List<DateRange>(Basis);
        for (var last = calendar.PeriodBefore(period, today); periods.Count < Basis; last = calendar.PeriodBefore(period, last.Start))
        {
            periods.Add(last);
        }
        return periods;
    }

    /// <summary>Judges by what was spent in <see cref="Basis"/> periods.</summary>
    public static BudgetSimulation From(IReadOnlyList<(DateRange Period, decimal Spent)> periods) =>
        new(periods, periods.Select(p => p.Spent).Order().ElementAt(periods.Count / 2));
}
