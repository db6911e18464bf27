namespace Rupaya.Domain.Calendars;

/// <summary>
/// Days, or whole calendar months, whose sums are added or taken away: what is known of each day and each month makes the sum of any range from a few
/// of them. The end of a month is the month without its beginning, where that is less to add up.
/// </summary>
/// <param name="IsMonths">True when <paramref name="Start"/> and <paramref name="End"/> are first days of months, whole ones meant.</param>
/// <param name="Start">The first.</param>
/// <param name="End">The last.</param>
/// <param name="Sign">1 to add, −1 to take away.</param>
public readonly record struct RangePiece(bool IsMonths, DateOnly Start, DateOnly End, int Sign)
{
    /// <summary>Pieces whose signed sum has each day of the range once and no other.</summary>
    public static IReadOnlyList<RangePiece> Of(DateRange range)
    {
        var (first, last) = (FirstOf(range.Start), FirstOf(range.End));
        var pieces = new List<RangePiece>();
        if (first == last)
        {
            OneMonth(range, pieces);
            return pieces;
        }
        var monthsFrom = IsWorthwhile(new DateRange(range.Start, EndOf(first))) ? first : first.AddMonths(1);
        var monthsTo = IsWorthwhile(new DateRange(last, range.End)) ? last : last.AddMonths(-1);
        if (monthsFrom <= monthsTo)
        {
            pieces.Add(new RangePiece(true, monthsFrom, monthsTo, 1));
        }
        Days(monthsFrom == first ? Before(range.Start) : new DateRange(range.Start, EndOf(first)), monthsFrom == first ? -1 : 1, pieces);
        Days(monthsTo == last ? After(range.End) : new DateRange(last, range.End), monthsTo == last ? -1 : 1, pieces);
        return pieces;
    }

    private static void OneMonth(DateRange range, List<RangePiece> pieces)
    {
        if (!IsWorthwhile(range))
        {
            Days(range, 1, pieces);
            return;
        }
        var month = FirstOf(range.Start);
        pieces.Add(new RangePiece(true, month, month, 1));
        Days(Before(range.Start), -1, pieces);
        Days(After(range.End), -1, pieces);
    }

    /// <summary>True when the month without the other days is less than the days themselves.</summary>
    private static bool IsWorthwhile(DateRange part) => 1 + DateTime.DaysInMonth(part.Start.Year, part.Start.Month) - part.Days < part.Days;

    private static DateRange? Before(DateOnly day) => day.Day == 1 ? null : new DateRange(FirstOf(day), day.AddDays(-1));

    private static DateRange? After(DateOnly day) => day == EndOf(day) ? null : new DateRange(day.AddDays(1), EndOf(day));

    private static void Days(DateRange? days, int sign, List<RangePiece> pieces)
    {
        if (days is { } range)
        {
            pieces.Add(new RangePiece(false, range.Start, range.End, sign));
        }
    }

    private static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);

    private static DateOnly EndOf(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
}
