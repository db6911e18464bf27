using Rupaya.Domain.Analytics;
using Rupaya.Domain.Ledger;

namespace Rupaya.Unit.Domain;

public sealed class DashboardTests
{
    private static readonly Guid Food = new(1, 0, 0, new byte[8]);

    [Fact]
    public void A_refund_lowers_expenses_and_its_category_and_is_no_income()
    {
        var d = Dashboard.From(
            [new(Food, "INR", Flow.Expense, -500), new(Food, "INR", Flow.Refund, 200), new(Food, "INR", Flow.Transfer, 99)],
            "INR"
        );
        (d.Income, d.Expenses, d.Savings).ShouldBe((0m, 300m, -300m));
        d.SavingsRate.ShouldBeNull();
        d.Spending.ShouldBe([new CategorySpending(Food, 300, 100.00m)]);
    }

    [Fact]
    public void Openings_and_adjustments_are_in_neither() =>
        Dashboard
            .From([new(Guid.Empty, "INR", Flow.Opening, 1000), new(Guid.Empty, "INR", Flow.Adjustment, -5)], "INR")
            .ShouldSatisfyAllConditions(d => d.Income.ShouldBe(0), d => d.Expenses.ShouldBe(0));

    [Fact]
    public void Another_currency_is_named_with_its_untouched_sum() =>
        Dashboard
            .From([new(Food, "EUR", Flow.Expense, -12.5m), new(Food, "INR", Flow.Income, 1)], "INR")
            .Unconverted.ShouldBe([new Unconverted("EUR", -12.5m)]);
}
