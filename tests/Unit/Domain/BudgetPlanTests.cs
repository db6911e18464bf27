using FsCheck;
using FsCheck.Fluent;
using Rupaya.Domain.Budgets;
using Rupaya.Domain.Calendars;

namespace Rupaya.Unit.Domain;

public sealed class BudgetPlanTests
{
    private static readonly BookCalendar Calendar = new(1, 1);

    private static DateOnly Day(int month, int day = 1) => new(2026, month, day);

    private static BudgetPlan Plan(decimal amount, int start = 1, int? end = null, params (int Month, decimal Amount)[] later) =>
        new(amount, "month", "none", Day(start, 10), end is null ? null : Day(end.Value, 20))
        {
            Later = [.. later.Select(l => new BudgetStep(Day(l.Month), l.Amount))],
        };

    /// <summary>What each month of the year may hold; 0 where the plan has no such period.</summary>
    private static string Months(BudgetPlan plan) =>
        string.Join(
            ' ',
            Enumerable.Range(1, 12).Select(m => plan.Covers(Day(m), Calendar) ? plan.AmountIn(Calendar.PeriodOf("month", Day(m))) : 0)
        );

    [Fact]
    public void An_amount_holds_from_a_period_on()
    {
        Months(Plan(100).WithAmount(150, Day(4, 17), Calendar)).ShouldBe("100 100 100 150 150 150 150 150 150 150 150 150");
        Months(Plan(100).WithAmount(150, Day(1, 31), Calendar)).ShouldBe("150 150 150 150 150 150 150 150 150 150 150 150");
        Months(Plan(100, 3).WithAmount(150, Day(2), Calendar)).ShouldBe("0 0 150 150 150 150 150 150 150 150 150 150");
    }

    [Fact]
    public void Past_and_later_amounts_stay_what_they_are()
    {
        var plan = Plan(100, 1, null, (4, 150), (8, 200));
        Months(plan.WithAmount(120, Day(6), Calendar)).ShouldBe("100 100 100 150 150 120 120 200 200 200 200 200");
        Months(plan.WithAmount(100, Day(4), Calendar)).ShouldBe("100 100 100 100 100 100 100 200 200 200 200 200");
        plan.WithAmount(100, Day(4), Calendar).Later.Count.ShouldBe(1);
    }

    [Fact]
    public void One_period_can_have_an_amount_of_its_own() =>
        Months(Plan(100, 1, null, (6, 200)).WithAmountIn(50, Day(4), Calendar)).ShouldBe("100 100 100 50 100 200 200 200 200 200 200 200");

    [Theory]
    [InlineData(1, null, 6, null, true)]
    [InlineData(1, 3, 3, 5, true)]
    [InlineData(1, 3, 4, 5, false)]
    [InlineData(6, null, 1, 5, false)]
    [InlineData(6, 6, 1, 6, true)]
    public void Plans_of_a_period_overlap_where_they_have_one_in_common(int start, int? end, int otherStart, int? otherEnd, bool overlaps)
    {
        Plan(1, start, end).Overlaps(Plan(1, otherStart, otherEnd), Calendar).ShouldBe(overlaps);
        Plan(1, otherStart, otherEnd).Overlaps(Plan(1, start, end), Calendar).ShouldBe(overlaps);
        Plan(1, start, end).Overlaps(Plan(1, otherStart, otherEnd) with { Period = "year" }, Calendar).ShouldBeFalse();
    }

    [Fact]
    public void Two_plans_together_plan_what_each_of_them_did()
    {
        Months(Plan(1000).Plus(Plan(1000), Calendar)).ShouldBe("2000 2000 2000 2000 2000 2000 2000 2000 2000 2000 2000 2000");
        Months(Plan(10, 2, 6).Plus(Plan(1, 4, 9), Calendar)).ShouldBe("0 10 10 11 11 11 1 1 1 0 0 0");
        Months(Plan(10, 4).Plus(Plan(1, 2, 5, (3, 2)), Calendar)).ShouldBe("0 1 2 12 12 10 10 10 10 10 10 10");
    }

    [Fact]
    public void The_sum_of_any_two_plans_is_the_sum_of_their_periods() =>
        Prop.ForAll(
                Plans.SelectMany(a => Plans.Select(b => (a, b))).ToArbitrary(),
                pair =>
                {
                    if (!pair.a.Overlaps(pair.b, Calendar))
                    {
                        return true;
                    }
                    var sum = Months(pair.a).Split(' ').Zip(Months(pair.b).Split(' '), (x, y) => $"{int.Parse(x) + int.Parse(y)}");
                    return Months(pair.a.Plus(pair.b, Calendar)) == string.Join(' ', sum);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithReplay(20261130, 20261131).WithMaxTest(Depth.Of(2000, nightly: 20000)));

    private static readonly Gen<BudgetPlan> Plans =
        from start in Gen.Choose(1, 11)
        from end in Gen.Choose(start, 14)
        from amount in Gen.Choose(1, 9)
        from count in Gen.Choose(0, 3)
        from steps in Gen.Choose(start, 12).SelectMany(m => Gen.Choose(1, 9).Select(a => (Month: m, Amount: a))).ListOf(count)
        select steps.Aggregate(
            Plan(amount, start, end > 12 ? null : end),
            (plan, step) => plan.WithAmount(step.Amount, Day(step.Month, 17), Calendar)
        );
}
