using Rupaya.Domain.Calendars;

namespace Rupaya.Domain.Recurring;

/// <summary>One of the days of a schedule.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Day">What the schedule gives; its identity, whatever a weekend does to it.</param>
/// <param name="Date">When it is posted.</param>
public readonly record struct Occurrence(int Index, DateOnly Day, DateOnly Date);

/// <summary>
/// A schedule of civil dates in the book's zone. Days are counted from the start and never from the one before: a 31st is clamped to the last day
/// of a short month and is the 31st again in the next long one, a 29 February is 28 February in between.
/// </summary>
/// <param name="Frequency">One of <see cref="Frequencies"/>.</param>
/// <param name="Interval">Every so many days, weeks, months or years; from 1.</param>
/// <param name="Start">The first day, or (for <see cref="MonthlyWeekday"/>) the day on or after which the first one is.</param>
/// <param name="End">No day is after it; null for ever.</param>
/// <param name="Nth">Which weekday of the month: 1 to 4, −1 for the last; null for that of the start. For <see cref="MonthlyWeekday"/> only.</param>
/// <param name="Weekends">What becomes of a Saturday or Sunday.</param>
public sealed record Recurrence(string Frequency, int Interval, DateOnly Start, DateOnly? End, int? Nth, WeekendRule Weekends)
{
    /// <summary>It ends after so many days; null for never.</summary>
    public int? MaxCount { get; init; }

    /// <summary>Each n-th day.</summary>
    public const string Daily = "daily";

    /// <summary>Each n-th week on the start's weekday.</summary>
    public const string Weekly = "weekly";

    /// <summary>Each n-th month on the start's day.</summary>
    public const string Monthly = "monthly";

    /// <summary>Each n-th month on the same weekday of it, such as the second Tuesday.</summary>
    public const string MonthlyWeekday = "monthly_weekday";

    /// <summary>Each n-th year on the start's day.</summary>
    public const string Yearly = "yearly";

    private const int DaysOfWeek = 7;
    private static readonly DateOnly Last = new(2199, 12, 31);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Frequencies { get; } = [Daily, Weekly, Monthly, MonthlyWeekday, Yearly];

    /// <summary>The occurrence of that index; null when the schedule is over before.</summary>
    public Occurrence? At(int index)
    {
        if (index >= MaxCount)
        {
            return null;
        }
        var day = DayOf((long)index * Interval);
        return day is null || day > (End ?? Last) ? null : new Occurrence(index, day.Value, Weekends.Move(day.Value));
    }

    /// <summary>The occurrences from an index on, in order.</summary>
    public IEnumerable<Occurrence> From(int index)
    {
        while (At(index) is { } occurrence)
        {
            yield return occurrence;
            index++;
        }
    }

    /// <summary>The occurrence on that day, null when there is none.</summary>
    public Occurrence? On(DateOnly day)
    {
        var found = From(0).SkipWhile(o => o.Day < day).Take(1).ToList();
        return found is [var occurrence] && occurrence.Day == day ? occurrence : null;
    }

    private DateOnly? DayOf(long steps)
    {
        // What is further away than a book reaches is not computed: it would not fit into a date.
        var years = Frequency switch
        {
            Daily => steps / 365,
            Weekly => steps / 52,
            Yearly => steps,
            _ => steps / 12,
        };
        if (Start.Year + years > Last.Year + 1)
        {
            return null;
        }
        return Frequency switch
        {
            Daily => Start.AddDays((int)steps),
            Weekly => Start.AddDays((int)steps * DaysOfWeek),
            Monthly => Start.AddMonths((int)steps),
            Yearly => Start.AddYears((int)steps),
            MonthlyWeekday => WeekdayOf(FirstMonth().AddMonths((int)steps)),
            _ => throw new InvalidOperationException($"Unknown frequency {Frequency}."),
        };
    }

    private DateOnly FirstMonth()
    {
        var month = new DateOnly(Start.Year, Start.Month, 1);
        return WeekdayOf(month) < Start ? month.AddMonths(1) : month;
    }

    private DateOnly WeekdayOf(DateOnly month)
    {
        var ordinal = Nth ?? Ordinal(Start);
        if (ordinal > 0)
        {
            var first = month.AddDays(((int)Start.DayOfWeek - (int)month.DayOfWeek + DaysOfWeek) % DaysOfWeek);
            return first.AddDays(DaysOfWeek * (ordinal - 1));
        }
        var last = month.AddMonths(1).AddDays(-1);
        return last.AddDays(-(((int)last.DayOfWeek - (int)Start.DayOfWeek + DaysOfWeek) % DaysOfWeek));
    }

    /// <summary>A fifth weekday is the last: not every month has a fifth.</summary>
    private static int Ordinal(DateOnly day) => (day.Day - 1) / DaysOfWeek is var week && week < 4 ? week + 1 : -1;
}
