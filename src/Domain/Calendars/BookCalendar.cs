namespace Rupaya.Domain.Calendars;

/// <summary>A book's own weeks, months and years.</summary>
/// <param name="MonthStartDay">1–31: the day a book month starts on; in a shorter month its last day.</param>
/// <param name="WeekStart">0 = Sunday … 6 = Saturday.</param>
public sealed record BookCalendar(int MonthStartDay, int WeekStart)
{
    /// <summary>The budget period of that name which holds the date; a year is twelve book months from January's.</summary>
    public DateRange PeriodOf(string period, DateOnly date) =>
        period switch
        {
            "week" => Week(date),
            "month" => Month(date),
            "year" => Year(date),
            _ => throw new ArgumentOutOfRangeException(nameof(period), period, "Unknown period."),
        };

    private DateRange Week(DateOnly date)
    {
        var back = ((int)date.DayOfWeek - WeekStart + 7) % 7;
        var start = date.AddDays(-back);
        return new DateRange(start, start.AddDays(6));
    }

    private DateRange Month(DateOnly date)
    {
        var start = MonthStart(date.Year, date.Month);
        if (start > date)
        {
            var previous = date.AddMonths(-1);
            start = MonthStart(previous.Year, previous.Month);
        }
        var following = new DateOnly(start.Year, start.Month, 1).AddMonths(1);
        return new DateRange(start, MonthStart(following.Year, following.Month).AddDays(-1));
    }

    private DateRange Year(DateOnly date)
    {
        var start = MonthStart(date.Year, 1);
        if (start > date)
        {
            start = MonthStart(date.Year - 1, 1);
        }
        return new DateRange(start, MonthStart(start.Year + 1, 1).AddDays(-1));
    }

    private DateOnly MonthStart(int year, int month) => new(year, month, Math.Min(MonthStartDay, DateTime.DaysInMonth(year, month)));
}
