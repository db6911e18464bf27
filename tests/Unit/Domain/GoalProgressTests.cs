using Rupaya.Domain.Goals;
using Rupaya.Domain.Money;

namespace Rupaya.Unit.Domain;

public sealed class GoalProgressTests
{
    private static GoalProgress Of(decimal saved, decimal target, string start, string? due, string today, string currency = "INR") =>
        GoalProgress.Of(saved, target, Day(start), due is null ? null : Day(due), Day(today), Currency.Of(currency));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    [Fact]
    public void Half_the_money_at_half_the_time_is_on_track_and_a_rupee_less_is_not()
    {
        Of(500, 1000, "2026-01-01", "2026-12-31", "2026-07-02").OnTrack.ShouldBe(true);
        Of(499, 1000, "2026-01-01", "2026-12-31", "2026-07-02").OnTrack.ShouldBe(false);
    }

    [Theory]
    [InlineData("2026-12-21", 300)]
    [InlineData("2027-01-21", 150)]
    [InlineData("2027-01-22", 100)]
    [InlineData("2026-11-22", 300)]
    [InlineData("2026-11-01", 300)]
    public void What_remains_is_spread_over_the_months_begun(string due, decimal needed) =>
        Of(700, 1000, "2026-01-01", due, "2026-11-21").MonthlyNeeded.ShouldBe(needed);

    [Fact]
    public void What_is_needed_is_rounded_up_at_the_minor_unit()
    {
        Of(0, 100, "2026-01-01", "2026-04-01", "2026-01-01").MonthlyNeeded.ShouldBe(33.34m);
        Of(0, 100, "2026-01-01", "2026-04-01", "2026-01-01", "JPY").MonthlyNeeded.ShouldBe(34);
    }

    [Fact]
    public void A_reached_goal_needs_nothing_and_one_without_a_date_has_no_pace()
    {
        Of(1200, 1000, "2026-01-01", "2026-12-31", "2026-02-01").ShouldBe(new GoalProgress(0, 120.00m, 0, true));
        Of(250, 1000, "2026-01-01", null, "2026-02-01").ShouldBe(new GoalProgress(750, 25.00m, null, null));
        Of(-50, 1000, "2026-01-01", null, "2026-02-01").ShouldBe(new GoalProgress(1050, 0, null, null));
    }
}
