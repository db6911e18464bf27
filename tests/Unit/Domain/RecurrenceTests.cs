using Rupaya.Domain.Calendars;
using Rupaya.Domain.Recurring;

namespace Rupaya.Unit.Domain;

public sealed class RecurrenceTests
{
    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    [Theory]
    [InlineData("daily", 3, "2024-02-27", "2024-02-27,2024-03-01,2024-03-04")]
    [InlineData("weekly", 2, "2026-11-20", "2026-11-20,2026-12-04,2026-12-18")]
    [InlineData("monthly", 1, "2026-01-31", "2026-01-31,2026-02-28,2026-03-31,2026-04-30,2026-05-31")]
    [InlineData("monthly", 1, "2024-01-31", "2024-01-31,2024-02-29,2024-03-31")]
    [InlineData("monthly", 3, "2026-11-30", "2026-11-30,2027-02-28,2027-05-30")]
    [InlineData("monthly", 3, "2027-11-30", "2027-11-30,2028-02-29,2028-05-30")]
    [InlineData("yearly", 1, "2024-02-29", "2024-02-29,2025-02-28,2026-02-28,2027-02-28,2028-02-29")]
    [InlineData("monthly_weekday", 1, "2026-11-10", "2026-11-10,2026-12-08,2027-01-12")]
    [InlineData("monthly_weekday", 1, "2026-10-30", "2026-10-30,2026-11-27,2026-12-25,2027-01-29")]
    public void Days_follow_from_the_start(string frequency, int interval, string start, string days)
    {
        var schedule = new Recurrence(frequency, interval, Day(start), null, null, WeekendRule.None);
        var expected = days.Split(',').Select(Day).ToList();
        schedule.From(0).Take(expected.Count).Select(o => o.Day).ShouldBe(expected);
        schedule.From(0).Take(expected.Count).ShouldAllBe(o => schedule.On(o.Day) == o);
        schedule.On(Day(start).AddDays(-1)).ShouldBeNull();
    }

    [Theory]
    [InlineData(1, "2026-11-11", "2026-12-02")]
    [InlineData(2, "2026-11-11", "2026-11-11")]
    [InlineData(4, "2026-11-11", "2026-11-25")]
    [InlineData(-1, "2026-12-30", "2026-12-30")]
    [InlineData(-1, "2026-12-31", "2026-12-31")]
    public void A_given_weekday_of_the_month_is_on_or_after_the_start(int nth, string start, string first) =>
        new Recurrence("monthly_weekday", 1, Day(start), null, nth, WeekendRule.None).At(0)!.Value.Day.ShouldBe(Day(first));

    [Theory]
    [InlineData(WeekendRule.None, "2026-11-21")]
    [InlineData(WeekendRule.Before, "2026-11-20")]
    [InlineData(WeekendRule.After, "2026-11-23")]
    public void A_weekend_moves_the_date_and_not_the_day(WeekendRule rule, string date) =>
        new Recurrence("daily", 1, Day("2026-11-21"), null, null, rule).At(0).ShouldBe(new Occurrence(0, Day("2026-11-21"), Day(date)));

    [Fact]
    public void It_ends_with_its_end_and_never_overflows()
    {
        new Recurrence("monthly", 1, Day("2026-01-31"), Day("2026-03-31"), null, WeekendRule.None).From(0).Count().ShouldBe(3);
        new Recurrence("weekly", 1, Day("2026-01-31"), Day("2026-01-30"), null, WeekendRule.None).At(0).ShouldBeNull();
        new Recurrence("yearly", 1000, Day("2026-01-31"), null, null, WeekendRule.None).From(0).Count().ShouldBe(1);
        new Recurrence("monthly", 1000, Day("2026-01-31"), null, null, WeekendRule.None).From(0).Count().ShouldBe(3);
        new Recurrence("daily", 1, Day("2026-01-31"), null, null, WeekendRule.None).At(int.MaxValue).ShouldBeNull();
    }

    [Fact]
    public void What_comes_again_is_found_and_what_only_looks_so_is_not()
    {
        var account = Guid.CreateVersion7();
        PastPayment Paid(string label, decimal amount, string date) => new(account, "expense", label, null, null, "INR", amount, Day(date));
        var found = RecurrenceDetector.Find(
            [
                Paid("Netflix", 649, "2026-08-31"),
                Paid("netflix ", 649, "2026-09-30"),
                Paid("NETFLIX", 699, "2026-10-31"),
                Paid("Gym", 100, "2026-11-02"),
                Paid("Gym", 100, "2026-11-09"),
                Paid("Gym", 100, "2026-11-16"),
                Paid("Twice", 10, "2026-10-01"),
                Paid("Twice", 10, "2026-11-01"),
                Paid("Market", 10, "2026-09-01"),
                Paid("Market", 90, "2026-10-01"),
                Paid("Market", 40, "2026-11-01"),
                Paid("Whenever", 10, "2026-08-01"),
                Paid("Whenever", 10, "2026-08-03"),
                Paid("Whenever", 10, "2026-11-01"),
                Paid("Over", 10, "2026-01-01"),
                Paid("Over", 10, "2026-02-01"),
                Paid("Over", 10, "2026-03-01"),
            ],
            Day("2026-11-21")
        );
        found
            .Select(s => (s.Example.Label, s.Amount, s.PreviousAmount, s.Schedule.Frequency, s.Schedule.Interval, s.NextDate, s.Count))
            .ShouldBe([
                ("NETFLIX", 699m, 649m, "monthly", 1, Day("2026-11-30"), 3),
                ("Gym", 100m, null, "weekly", 1, Day("2026-11-23"), 3),
            ]);
    }

    private static RecurrenceSuggestion? Suggested(string today, params (string Date, decimal Amount)[] paid) =>
        RecurrenceDetector
            .Find(paid.Select(p => new PastPayment(Guid.Empty, "expense", "Shop", null, null, "INR", p.Amount, Day(p.Date))), Day(today))
            .SingleOrDefault();

    private static string? Days(string today, params string[] paid) =>
        Suggested(today, [.. paid.Select(d => (d, 100m))]) is { } s
            ? $"{s.Schedule.Frequency} {s.Schedule.Interval} {s.NextDate:yyyy-MM-dd} {s.Schedule.From(0).First(o => o.Day > s.NextDate).Day:yyyy-MM-dd}"
            : null;

    [Theory]
    [InlineData("2026-11-02", "monthly 1 2026-11-30 2026-12-31", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31")]
    [InlineData("2026-12-01", "monthly 1 2026-12-31 2027-01-31", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31", "2026-11-30")]
    [InlineData("2026-03-01", "monthly 1 2026-03-30 2026-04-30", "2025-12-30", "2026-01-30", "2026-02-28")]
    [InlineData(
        "2026-06-20",
        "weekly 4 2026-07-16 2026-08-13",
        "2026-01-29",
        "2026-02-26",
        "2026-03-26",
        "2026-04-23",
        "2026-05-21",
        "2026-06-18"
    )]
    [InlineData("2026-03-20", "weekly 2 2026-03-27 2026-04-10", "2026-02-13", "2026-02-27", "2026-03-13")]
    [InlineData("2026-07-02", "monthly 2 2026-09-01 2026-11-01", "2026-01-01", "2026-03-02", "2026-05-01", "2026-07-01")]
    [InlineData("2026-07-05", "monthly 3 2026-10-01 2027-01-01", "2025-10-01", "2026-01-01", "2026-04-01", "2026-07-01")]
    [InlineData("2026-07-05", "monthly 6 2027-01-04 2027-07-04", "2025-07-04", "2026-01-05", "2026-07-04")]
    [InlineData("2026-07-05", "yearly 1 2027-06-30 2028-06-30", "2024-06-30", "2025-06-30", "2026-07-01")]
    [InlineData("2026-04-02", "monthly 1 2026-04-30 2026-05-31", "2025-12-31", "2026-01-30", "2026-03-02", "2026-03-31")]
    [InlineData("2026-11-20", null, "2026-08-01", "2026-08-03", "2026-11-01")]
    [InlineData("2026-11-20", null, "2026-01-01", "2026-02-01", "2026-03-01")]
    [InlineData("2026-11-20", null, "2026-10-01", "2026-11-01")]
    public void Days_are_those_of_the_schedule_they_lie_nearest_to(string today, string? expected, params string[] paid) =>
        Days(today, paid).ShouldBe(expected);

    [Theory]
    [InlineData("199 199 199 299", "299 199")]
    [InlineData("199 199 299", "299 199")]
    [InlineData("299 299 199 199", "199 299")]
    [InlineData("199 199 249 249 299 299", "299 249")]
    [InlineData("199 199 199", "199 ")]
    [InlineData("90 100 110 105", "105 ")]
    [InlineData("199 199 199 900", null)]
    [InlineData("10 90 40", null)]
    [InlineData("499 649 649 799", "799 649")]
    [InlineData("499 549 549 599 599", "599 549")]
    [InlineData("799 649 649 499", "499 649")]
    [InlineData("100 200 300", null)]
    [InlineData("10 20 20 10", null)]
    [InlineData("10 20 10 20 10", null)]
    public void A_changed_price_hides_no_subscription(string amounts, string? expected)
    {
        var paid = amounts.Split(' ').Select((a, i) => (Day("2026-01-05").AddMonths(i).ToString("yyyy-MM-dd"), decimal.Parse(a))).ToArray();
        var found = Suggested(paid[^1].Item1, paid);
        (found is null ? null : $"{found.Amount} {found.PreviousAmount}").ShouldBe(expected);
    }
}
