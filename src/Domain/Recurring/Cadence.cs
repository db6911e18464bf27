using Rupaya.Domain.Calendars;

namespace Rupaya.Domain.Recurring;

/// <summary>The schedule that payments were made by.</summary>
/// <param name="Schedule">It starts on a day that is over, so that a 31st stays one through shorter months.</param>
/// <param name="Next">The index of the first day after the last payment.</param>
/// <param name="LongestTurn">Days between two payments at most.</param>
internal sealed record Cadence(Recurrence Schedule, int Next, int LongestTurn)
{
    private static readonly (int Weeks, int Tolerance)[] Weekly = [(1, 2), (2, 2), (4, 3)];
    private static readonly (int Months, int Tolerance)[] Monthly = [(1, 4), (2, 5), (3, 6), (6, 8), (12, 10)];

    /// <summary>The one whose days lie nearest; null when the payments, oldest first, are near those of none.</summary>
    public static Cadence? Of(IReadOnlyList<DateOnly> days) =>
        Weekly
            .Select(w => OfWeeks(days, w.Weeks, w.Tolerance))
            .Concat(Monthly.SelectMany(m => days.Select(d => d.Day).Distinct().Select(day => OfMonths(days, m.Months, day, m.Tolerance))))
            .OfType<(Cadence Cadence, int Off)>()
            .OrderBy(c => c.Off)
            .ThenByDescending(c => c.Cadence.Schedule.Start.Day)
            .Select(c => c.Cadence)
            .FirstOrDefault();

    private static (Cadence, int)? OfWeeks(IReadOnlyList<DateOnly> days, int weeks, int tolerance)
    {
        // The weekday that most of them are near: counted from each, the others tell.
        var turn = weeks * 7;
        return days.Select(
                (day, i) =>
                    Fit(days, n => day.AddDays((n - i) * turn), tolerance) is { } off ? (Start: day.AddDays(-i * turn), off) : default
            )
            .Where(f => f.Start != default)
            .OrderBy(f => f.off)
            .Select(f =>
                ((Cadence, int)?)
                    (
                        new Cadence(
                            new Recurrence(Recurrence.Weekly, weeks, f.Start, null, null, WeekendRule.None),
                            days.Count,
                            turn + tolerance
                        ),
                        f.off
                    )
            )
            .FirstOrDefault();
    }

    private static (Cadence, int)? OfMonths(IReadOnlyList<DateOnly> days, int months, int dayOfMonth, int tolerance)
    {
        // A payment moved over a month's end belongs to the month before or after its own.
        var first = new DateOnly(days[0].Year, days[0].Month, 1);
        foreach (var begin in new[] { first, first.AddMonths(1), first.AddMonths(-1) })
        {
            DateOnly Expected(int i) => Clamped(begin.AddMonths(i * months), dayOfMonth);
            if (Fit(days, Expected, tolerance) is not { } off)
            {
                continue;
            }
            // The last whole one: in a shorter month the day is another, and a schedule would go on from that.
            var start = Enumerable.Range(0, days.Count).Reverse().First(i => Expected(i).Day == dayOfMonth || i == 0);
            var schedule =
                months == 12
                    ? new Recurrence(Recurrence.Yearly, 1, Expected(start), null, null, WeekendRule.None)
                    : new Recurrence(Recurrence.Monthly, months, Expected(start), null, null, WeekendRule.None);
            return (new Cadence(schedule, days.Count - start, (months * 31) + tolerance), off);
        }
        return null;
    }

    /// <summary>How many days off they are in all; null when one is further off than is tolerated.</summary>
    private static int? Fit(IReadOnlyList<DateOnly> days, Func<int, DateOnly> expected, int tolerance)
    {
        var off = 0;
        for (var i = 0; i < days.Count; i++)
        {
            var distance = Math.Abs(days[i].DayNumber - expected(i).DayNumber);
            if (distance > tolerance)
            {
                return null;
            }
            off += distance;
        }
        return off;
    }

    private static DateOnly Clamped(DateOnly month, int day) =>
        new(month.Year, month.Month, Math.Min(day, DateTime.DaysInMonth(month.Year, month.Month)));
}
