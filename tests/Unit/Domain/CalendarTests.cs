using Rupaya.Domain.Calendars;

namespace Rupaya.Unit.Domain;

public sealed class CalendarTests
{
    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    [Theory]
    [InlineData("week", "2026-11-20", "2026-11-14")]
    [InlineData("month", "2026-11-20", "2026-10-21")]
    [InlineData("month", "2026-03-31", "2026-03-01")]
    [InlineData("month", "2024-03-30", "2024-03-01")]
    [InlineData("year", "2024-02-29", "2023-03-01")]
    public void Rolling_periods_end_today(string period, string today, string start) =>
        DateRange.Rolling(period, Day(today)).ShouldBe(new DateRange(Day(start), Day(today)));

    [Fact]
    public void An_unknown_period_is_none() => DateRange.Rolling("decade", Day("2026-01-01")).ShouldBeNull();

    [Theory]
    [InlineData(1, "month", "2026-11-20", "2026-11-01", "2026-11-30")]
    [InlineData(25, "month", "2026-11-20", "2026-10-25", "2026-11-24")]
    [InlineData(31, "month", "2026-02-28", "2026-02-28", "2026-03-30")]
    [InlineData(31, "month", "2026-02-27", "2026-01-31", "2026-02-27")]
    [InlineData(30, "month", "2024-02-29", "2024-02-29", "2024-03-29")]
    [InlineData(25, "year", "2026-01-24", "2025-01-25", "2026-01-24")]
    [InlineData(1, "week", "2026-11-22", "2026-11-16", "2026-11-22")]
    [InlineData(1, "week", "2026-11-23", "2026-11-23", "2026-11-29")]
    public void Book_periods_follow_the_books_calendar(int monthStart, string period, string date, string start, string end) =>
        new BookCalendar(monthStart, WeekStart: 1).PeriodOf(period, Day(date)).ShouldBe(new DateRange(Day(start), Day(end)));

    [Theory]
    [InlineData(1, WeekendRule.Before, "2026-10-31", "2026-10-30", "2026-11-30", "2026-11")]
    [InlineData(1, WeekendRule.After, "2026-11-01", "2026-10-01", "2026-11-01", "2026-10")]
    [InlineData(25, WeekendRule.Before, "2026-10-23", "2026-10-23", "2026-11-24", "2026-10")]
    [InlineData(25, WeekendRule.After, "2026-10-25", "2026-09-25", "2026-10-25", "2026-09")]
    [InlineData(31, WeekendRule.Before, "2026-02-27", "2026-02-27", "2026-03-30", "2026-02")]
    public void A_payday_month_starts_where_the_weekend_rule_puts_its_day(
        int monthStart,
        WeekendRule rule,
        string date,
        string start,
        string end,
        string name
    )
    {
        var month = new BookCalendar(monthStart, 1, rule).MonthOf(Day(date));
        month.Range.ShouldBe(new DateRange(Day(start), Day(end)));
        month.Name.ShouldBe(name);
    }

    [Fact]
    public void Months_up_to_a_day_follow_each_other_and_end_with_its_own()
    {
        var months = new BookCalendar(31, 1, WeekendRule.After).MonthsUpTo(Day("2026-11-21"), 14);
        months.Count.ShouldBe(14);
        months[^1].Range.Contains(Day("2026-11-21")).ShouldBeTrue();
        months.Zip(months.Skip(1)).ShouldAllBe(pair => pair.First.Range.End.AddDays(1) == pair.Second.Range.Start);
        months.Select(m => m.Name).ShouldBeUnique();
    }

    [Theory]
    [InlineData("day", "2026-11-20", "2026-11-22", "2026-11-20,2026-11-21,2026-11-22")]
    [InlineData("week", "2026-11-20", "2026-11-30", "2026-11-20,2026-11-23,2026-11-30")]
    [InlineData("month", "2026-11-20", "2027-01-05", "2026-11-20,2026-11-25,2026-12-25")]
    public void A_range_falls_into_parts_of_the_books_calendar(string interval, string start, string end, string starts) =>
        new BookCalendar(25, 1).Starts(interval, new DateRange(Day(start), Day(end))).ShouldBe(starts.Split(',').Select(Day));

    [Theory]
    [InlineData(WeekendRule.None)]
    [InlineData(WeekendRule.Before)]
    [InlineData(WeekendRule.After)]
    public void Every_day_is_in_exactly_one_month_for_every_start_day(WeekendRule rule)
    {
        for (var startDay = 1; startDay <= 31; startDay++)
        {
            var calendar = new BookCalendar(startDay, 1, rule);
            var month = calendar.PeriodOf("month", Day("2023-01-01"));
            for (var date = Day("2023-01-01"); date < Day("2025-03-01"); date = date.AddDays(1))
            {
                var found = calendar.PeriodOf("month", date);
                found.Contains(date).ShouldBeTrue();
                if (found != month)
                {
                    found.Start.ShouldBe(month.End.AddDays(1));
                    month = found;
                }
            }
        }
    }
}
