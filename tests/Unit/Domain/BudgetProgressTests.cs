using Rupaya.Domain.Budgets;
using Rupaya.Domain.Calendars;
using Rupaya.Domain.Money;

namespace Rupaya.Unit.Domain;

public sealed class BudgetProgressTests
{
    private static readonly BookCalendar Calendar = new(1, 1);

    private static BudgetProgress Of(string rollover, decimal amount, DateOnly today, params (DateOnly Date, decimal Amount)[] spent) =>
        BudgetProgress.Compute(
            new BudgetPlan(amount, "month", rollover, new DateOnly(2026, 1, 1)),
            Calendar,
            Currency.Of("INR"),
            today,
            spent.ToDictionary(s => s.Date, s => s.Amount)
        );

    [Fact]
    public void The_products_own_example_holds()
    {
        var p = Of("none", 5000, new DateOnly(2026, 1, 16), (new DateOnly(2026, 1, 5), 3200));
        (p.Remaining, p.Progress, p.Spent).ShouldBe((1800m, 64.00m, 3200m));
        p.Projected.ShouldBe(6200m);
    }

    [Fact]
    public void Overspend_carries_with_both_and_not_with_surplus()
    {
        (DateOnly, decimal) january = (new DateOnly(2026, 1, 10), 49_500);
        Of("both", 30_000, new DateOnly(2026, 2, 1), january).Remaining.ShouldBe(10_500);
        Of("surplus", 30_000, new DateOnly(2026, 2, 1), january).Remaining.ShouldBe(30_000);
        Of("none", 30_000, new DateOnly(2026, 2, 1), january).RolledOver.ShouldBe(0);
    }

    [Fact]
    public void What_is_left_carries_over_several_periods() =>
        Of("surplus", 100, new DateOnly(2026, 4, 1), (new DateOnly(2026, 2, 10), 40)).RolledOver.ShouldBe(260);

    [Theory]
    [InlineData(1000, 900, 2100)]
    [InlineData(500, 500, 1000)]
    [InlineData(0, 300, -300)]
    public void What_was_given_back_does_not_come_again(int paid, int givenBack, int projected)
    {
        var (day, spent) = (new DateOnly(2026, 6, 5), (decimal)(paid - givenBack));
        var p = BudgetProgress.Compute(
            new BudgetPlan(5000, "month", "none", new DateOnly(2026, 1, 1)),
            Calendar,
            Currency.Of("INR"),
            new DateOnly(2026, 6, 10),
            new Dictionary<DateOnly, decimal> { [day] = spent },
            new Dictionary<DateOnly, decimal> { [day] = givenBack }
        );
        (p.Spent, p.Projected).ShouldBe((spent, projected));
    }

    [Fact]
    public void Past_periods_carry_over_what_their_own_amount_left()
    {
        var plan = new BudgetPlan(100, "month", "surplus", new DateOnly(2026, 1, 1)).WithAmount(500, new DateOnly(2026, 3, 1), Calendar);
        var p = BudgetProgress.Compute(plan, Calendar, Currency.Of("INR"), new DateOnly(2026, 3, 5), new Dictionary<DateOnly, decimal>());
        (p.Limit, p.RolledOver).ShouldBe((500, 200));
    }

    [Fact]
    public void A_projection_is_multiplied_first_and_rounded_once() =>
        Of("none", 100, new DateOnly(2026, 1, 9), (new DateOnly(2026, 1, 2), 0.45m)).Projected.ShouldBe(1.55m);

    [Fact]
    public void Nothing_available_is_used_up_by_any_spending()
    {
        var p = Of("both", 100, new DateOnly(2026, 2, 2), (new DateOnly(2026, 1, 1), 300), (new DateOnly(2026, 2, 1), 5));
        p.Remaining.ShouldBe(-105);
        p.Progress.ShouldBe(100);
        AlertThreshold.Reached(p.Progress).ShouldBe([100, 80]);
    }
}
