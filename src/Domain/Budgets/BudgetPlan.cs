using Rupaya.Domain.Calendars;

namespace Rupaya.Domain.Budgets;

/// <summary>An amount that holds from a period on.</summary>
/// <param name="From">The period that holds this day, and those after it.</param>
/// <param name="Amount">Per period, in the book's currency, above 0.</param>
public sealed record BudgetStep(DateOnly From, decimal Amount);

/// <summary>The parts of a budget that its arithmetic needs.</summary>
/// <param name="Amount">Of the first periods, in the book's currency, above 0.</param>
/// <param name="Period"><c>week</c>, <c>month</c> or <c>year</c>.</param>
/// <param name="Rollover"><c>none</c>, <c>surplus</c> (what is left carries over) or <c>both</c> (overspend carries too).</param>
/// <param name="StartDate">The first period is the one that holds this date.</param>
/// <param name="EndDate">The last period is the one that holds this date; null when it goes on.</param>
public sealed record BudgetPlan(decimal Amount, string Period, string Rollover, DateOnly StartDate, DateOnly? EndDate = null)
{
    /// <summary>The amounts that hold later, in the order of their days.</summary>
    public IReadOnlyList<BudgetStep> Later { get; init; } = [];

    /// <summary>True when it has a period that holds the date.</summary>
    public bool Covers(DateOnly date, BookCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var period = calendar.PeriodOf(Period, date);
        return StartDate <= period.End && (EndDate is null || EndDate >= period.Start);
    }

    /// <summary>What a period of it may hold.</summary>
    public decimal AmountIn(DateRange period) => Later.LastOrDefault(s => s.From <= period.End)?.Amount ?? Amount;

    /// <summary>The plan with another amount from the period of a day on, up to the next change that there is already.</summary>
    public BudgetPlan WithAmount(decimal amount, DateOnly from, BookCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return WithStep(calendar.PeriodOf(Period, from), amount, Later);
    }

    /// <summary>The plan with another amount in the one period that holds a day; those after it keep theirs.</summary>
    public BudgetPlan WithAmountIn(decimal amount, DateOnly day, BookCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var period = calendar.PeriodOf(Period, day);
        var next = calendar.PeriodOf(Period, period.End.AddDays(1));
        return WithStep(period, amount, Later.Where(s => !next.Contains(s.From)).Append(new BudgetStep(next.Start, AmountIn(next))));
    }

    /// <summary>True when both plan the same periods, or some of them.</summary>
    public bool Overlaps(BudgetPlan other, BookCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(calendar);
        return Period == other.Period && (Covers(other.StartDate, calendar) || other.Covers(StartDate, calendar));
    }

    /// <summary>The same, begun on another day: what held then is its first amount, and earlier steps are over.</summary>
    public BudgetPlan StartingOn(DateOnly day, BookCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var first = calendar.PeriodOf(Period, day);
        var amount = AmountIn(first);
        return this with { StartDate = day, Amount = amount, Later = Needed(amount, Later.Where(s => s.From > first.Start)) };
    }

    /// <summary>Both in one: the periods of either, with the sum of what both planned for them. They must overlap.</summary>
    public BudgetPlan Plus(BudgetPlan other, BookCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(calendar);
        var start = calendar.PeriodOf(Period, StartDate < other.StartDate ? StartDate : other.StartDate);
        DateOnly[] turns = [.. Turns(calendar), .. other.Turns(calendar)];
        var steps = turns
            .Select(day => calendar.PeriodOf(Period, day))
            .Distinct()
            .Where(p => p.Start > start.Start && (Covers(p.Start, calendar) || other.Covers(p.Start, calendar)))
            .OrderBy(p => p.Start)
            .Select(p => new BudgetStep(p.Start, Planned(p, calendar) + other.Planned(p, calendar)));
        var first = Planned(start, calendar) + other.Planned(start, calendar);
        return this with
        {
            Amount = first,
            StartDate = StartDate < other.StartDate ? StartDate : other.StartDate,
            EndDate =
                EndDate is null || other.EndDate is null ? null
                : EndDate > other.EndDate ? EndDate
                : other.EndDate,
            Later = Needed(first, steps),
        };
    }

    private BudgetPlan WithStep(DateRange period, decimal amount, IEnumerable<BudgetStep> later)
    {
        var isFirst = StartDate >= period.Start;
        var steps = later.Where(s => !period.Contains(s.From) && (!isFirst || s.From > period.Start));
        var first = isFirst ? amount : Amount;
        return this with
        {
            Amount = first,
            Later = Needed(first, (isFirst ? steps : steps.Append(new BudgetStep(period.Start, amount))).OrderBy(s => s.From)),
        };
    }

    private decimal Planned(DateRange period, BookCalendar calendar) => Covers(period.Start, calendar) ? AmountIn(period) : 0;

    /// <summary>The days on which its amount changes, begins or ends.</summary>
    private IEnumerable<DateOnly> Turns(BookCalendar calendar)
    {
        yield return StartDate;
        foreach (var step in Later)
        {
            yield return step.From;
        }
        if (EndDate is { } end)
        {
            yield return calendar.PeriodOf(Period, end).End.AddDays(1);
        }
    }

    /// <summary>Without steps that change nothing.</summary>
    private static List<BudgetStep> Needed(decimal first, IEnumerable<BudgetStep> steps)
    {
        var needed = new List<BudgetStep>();
        foreach (var step in steps)
        {
            if (step.Amount != (needed.Count == 0 ? first : needed[^1].Amount))
            {
                needed.Add(step);
            }
        }
        return needed;
    }
}
