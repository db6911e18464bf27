namespace Rupaya.Domain.Calendars;

/// <summary>A book's own weeks, months and years.</summary>
/// <param name="MonthStartDay">1–31: the day a book month starts on; in a shorter month its last day.</param>
/// <param name="WeekStart">0 = Sunday … 6 = Saturday.</param>
/// <param name="Weekends">Where a month starts whose day falls on a weekend, as pay does: on that day, the Friday before or the Monday after.</param>
public sealed record BookCalendar(int MonthStartDay, int WeekStart, WeekendRule Weekends = WeekendRule.None)
{
    /// <summary>The budget period of that name which holds the date; a year is twelve book months from January's.</summary>
    public DateRange PeriodOf(string period, DateOnly date) =>
        period switch
        {
            "week" => Week(date),
            "month" => MonthOf(date).Range,
            "year" => Year(date),
            _ => throw new ArgumentOutOfRangeException(nameof(period), period, "Unknown period."),
        };

    /// <summary>The period of that name before the one that holds the date.</summary>
    public DateRange PeriodBefore(string period, DateOnly date) => PeriodOf(period, PeriodOf(period, date).Start.AddDays(-1));

    /// <summary>The book month that holds the date.</summary>
    public BookMonth MonthOf(DateOnly date)
    {
        // A weekend moves a start by two days at most, so it is this month, the one before or the one after.
        var nominal = new DateOnly(date.Year, date.Month, 1).AddMonths(1);
        while (StartOf(nominal) > date)
        {
            nominal = nominal.AddMonths(-1);
        }
        return Month(nominal);
    }

    /// <summary>So many book months up to the one that holds the date, oldest first.</summary>
    public IReadOnlyList<BookMonth> MonthsUpTo(DateOnly date, int count)
    {
        var last = MonthOf(date).Nominal;
        return [.. Enumerable.Range(0, count).Select(i => Month(last.AddMonths(i - count + 1)))];
    }

    /// <summary>The first days of the parts that a range falls into; the first part begins with the range.</summary>
    /// <param name="interval"><c>day</c>, <c>week</c> or <c>month</c>.</param>
    /// <param name="range">The range.</param>
    public IReadOnlyList<DateOnly> Starts(string interval, DateRange range)
    {
        var starts = new List<DateOnly>();
        for (var day = range.Start; day <= range.End; day = interval == "day" ? day.AddDays(1) : PeriodOf(interval, day).End.AddDays(1))
        {
            starts.Add(day);
        }
        return starts;
    }

    private BookMonth Month(DateOnly nominal) => new(nominal, new DateRange(StartOf(nominal), StartOf(nominal.AddMonths(1)).AddDays(-1)));

    private DateRange Week(DateOnly date)
    {
        var back = ((int)date.DayOfWeek - WeekStart + 7) % 7;
        var start = date.AddDays(-back);
        return new DateRange(start, start.AddDays(6));
    }

    private DateRange Year(DateOnly date)
    {
        var january = new DateOnly(date.Year + 1, 1, 1);
        while (StartOf(january) > date)
        {
            january = january.AddYears(-1);
        }
        return new DateRange(StartOf(january), StartOf(january.AddYears(1)).AddDays(-1));
    }

    private DateOnly StartOf(DateOnly month)
    {
        var day = Math.Min(MonthStartDay, DateTime.DaysInMonth(month.Year, month.Month));
        return Weekends.Move(new DateOnly(month.Year, month.Month, day));
    }
}

/// <summary>A month of a book's calendar.</summary>
/// <param name="Nominal">The first of the calendar month that it is named after: the one whose start day begins it.</param>
/// <param name="Range">Its days.</param>
public readonly record struct BookMonth(DateOnly Nominal, DateRange Range)
{
    /// <summary><c>YYYY-MM</c>.</summary>
    public string Name => Nominal.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
}
