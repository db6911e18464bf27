namespace Rupaya.Domain.Calendars;

/// <summary>Both ends belong to it.</summary>
/// <param name="Start">First civil date.</param>
/// <param name="End">Last civil date.</param>
public readonly record struct DateRange(DateOnly Start, DateOnly End)
{
    /// <summary>The rolling periods of the dashboard: week = [today−6, today], month = [today minus one month plus one day, today], year likewise.</summary>
    /// <returns>Null when the name is not a period.</returns>
    public static DateRange? Rolling(string period, DateOnly today) =>
        period switch
        {
            "week" => new DateRange(today.AddDays(-6), today),
            "month" => new DateRange(today.AddMonths(-1).AddDays(1), today),
            "year" => new DateRange(today.AddYears(-1).AddDays(1), today),
            _ => null,
        };

    /// <summary>Number of days, at least 1.</summary>
    public int Days => End.DayNumber - Start.DayNumber + 1;

    /// <summary>True when the date is inside.</summary>
    public bool Contains(DateOnly date) => date >= Start && date <= End;
}
