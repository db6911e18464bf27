using Rupaya.Domain.Analytics;
using Rupaya.Domain.Ledger;
using Rupaya.Domain.Rates;

namespace Rupaya.Unit.Domain;

public sealed class DashboardTests
{
    private static readonly DateOnly Day = new(2026, 11, 20);
    private static readonly RateTable None = new("INR", [], []);
    private static readonly Guid Food = new(1, 0, 0, new byte[8]);

    [Fact]
    public void A_refund_lowers_expenses_and_its_category_and_is_no_income()
    {
        var (d, _) = Of(
            [new(Food, "INR", Flow.Expense, -500), new(Food, "INR", Flow.Refund, 200), new(Food, "INR", Flow.Transfer, 99)],
            None
        );
        (d.Income, d.Expenses, d.Savings).ShouldBe((0m, 300m, -300m));
        d.SavingsRate.ShouldBeNull();
        d.Spending.ShouldBe([new CategorySpending(Food, 300, 100.00m)]);
    }

    [Fact]
    public void Openings_and_adjustments_are_in_neither() =>
        Of([new(Guid.Empty, "INR", Flow.Opening, 1000), new(Guid.Empty, "INR", Flow.Adjustment, -5)], None)
            .Figures.ShouldSatisfyAllConditions(d => d.Income.ShouldBe(0), d => d.Expenses.ShouldBe(0));

    [Fact]
    public void Another_currency_without_a_rate_is_named_with_its_untouched_sum_and_its_days()
    {
        var (d, missing) = Of(
            [
                new(Food, "EUR", Flow.Expense, -12.5m, Day),
                new(Food, "EUR", Flow.Income, 2, Day.AddDays(3)),
                new(Food, "INR", Flow.Income, 1),
            ],
            None
        );
        missing.ShouldBe([new Unconverted("EUR", -10.5m, Day, Day.AddDays(3))]);
        (d.Income, d.Expenses).ShouldBe((1m, 0m));
    }

    [Fact]
    public void Each_days_sum_is_converted_with_that_days_rate_and_rounded()
    {
        var rates = new RateTable("INR", [new("EUR", "INR", Day, 100.001m), new("EUR", "INR", Day.AddDays(1), 90)], []);
        var (d, missing) = Of(
            [
                new(Food, "EUR", Flow.Expense, -12.5m, Day),
                new(Food, "EUR", Flow.Expense, -1, Day.AddDays(1)),
                new(Food, "INR", Flow.Expense, -0.5m),
            ],
            rates
        );
        d.Expenses.ShouldBe(1250.01m + 90 + 0.5m);
        d.Spending.ShouldBe([new CategorySpending(Food, 1340.51m, 100.00m)]);
        missing.ShouldBeEmpty();
    }

    private static (Dashboard Figures, IReadOnlyList<Unconverted> Missing) Of(IEnumerable<FlowSum> sums, RateTable rates)
    {
        var converted = ConvertedSums.Of(sums, "INR", rates);
        return (Dashboard.From(converted.Sums), converted.Missing);
    }
}
