using Rupaya.Domain.Budgets;
using Rupaya.Domain.Calendars;
using Rupaya.Domain.Goals;

namespace Rupaya.Unit.Domain;

public sealed class PlanningRuleTests
{
    private static readonly BookCalendar Calendar = new(1, 1, WeekendRule.None);
    private readonly SampleBook _book = new();

    [Fact]
    public void Two_budgets_do_not_count_the_same_spending()
    {
        var first = Budget(1);
        Check(Budget(2), first)!.Code.ShouldBe("budget_exists");
        Check(first, first).ShouldBeNull();
        Check(Budget(2) with { CategoryId = _book.Rent }, first).ShouldBeNull();
        Check(Budget(2) with { StartDate = new(2027, 1, 1) }, first with { EndDate = new(2026, 12, 31) }).ShouldBeNull();
    }

    [Theory]
    [InlineData(1, 1, "budget_exists")]
    [InlineData(16, 1, null)]
    [InlineData(15, 3, null)]
    public void Another_calendar_puts_no_two_budgets_into_one_period(int monthStart, int weekStart, string? code)
    {
        var before = Calendar with { MonthStartDay = 15 };
        Budget[] live =
        [
            Budget(1) with
            {
                StartDate = new(2026, 10, 20),
                EndDate = new(2026, 11, 10),
            },
            Budget(2) with
            {
                StartDate = new(2026, 11, 20),
            },
            Budget(3) with
            {
                CategoryId = _book.Rent,
            },
        ];
        var after = new BookCalendar(monthStart, weekStart, WeekendRule.None);
        BudgetRules.CheckCalendar(live, before, after)?.Code.ShouldBe(code);
        (BudgetRules.CheckCalendar(live, before, after) is null).ShouldBe(code is null);
        // What is for the same days already stays as it is.
        BudgetRules.CheckCalendar(live, after, after).ShouldBeNull();
    }

    [Fact]
    public void A_budget_is_for_an_expense_in_the_minor_units_of_the_book()
    {
        Check(Budget(1) with { CategoryId = _book.Salary })!.Code.ShouldBe("category_kind");
        Check(Budget(1) with { Amount = 1.001m })!.Code.ShouldBe("currency_precision");
        Check(Budget(1) with { LaterFrom = [new(2026, 12, 1)], LaterAmounts = [1.001m] })!.Code.ShouldBe("currency_precision");
        Check(Budget(1) with { EndDate = new(2026, 10, 1) })!.Fields!.Keys.ShouldBe(["endDate"]);
    }

    [Fact]
    public void An_amount_begins_within_the_budget()
    {
        var budget = Budget(1) with { EndDate = new(2026, 12, 31) };
        BudgetRules.CheckFrom(new(2027, 1, 1), budget, Calendar)!.Fields!.Keys.ShouldBe(["from"]);
        BudgetRules.CheckFrom(new(2026, 10, 31), budget, Calendar)!.Fields!.Keys.ShouldBe(["from"]);
        BudgetRules.CheckFrom(new(2026, 11, 30), budget, Calendar).ShouldBeNull();
    }

    [Fact]
    public void A_goal_is_ahead_and_linked_to_accounts_that_are_there()
    {
        GoalRules.Check(Goal(), dateIsNew: true, _book.Facts, [_book.Cash.AccountId]).ShouldBeNull();
        GoalRules.Check(Goal(), dateIsNew: true, _book.Facts, [SampleBook.Id(99)])!.Code.ShouldBe("not_found");
        var over = Goal() with { TargetDate = SampleBook.Today };
        GoalRules.Check(over, dateIsNew: true, _book.Facts, [])!.Fields!.Keys.ShouldBe(["targetDate"]);
        GoalRules.Check(over, dateIsNew: false, _book.Facts, []).ShouldBeNull();
        GoalRules.Check(Goal() with { TargetAmount = 1.001m }, dateIsNew: true, _book.Facts, [])!.Code.ShouldBe("currency_precision");
    }

    [Fact]
    public void Nothing_is_taken_out_of_a_goal_that_is_not_in_it()
    {
        GoalRules.CheckContribution(Goal(), -5, 0, "INR").ShouldBeNull();
        GoalRules.CheckContribution(Goal(), -5, -0.01m, "INR")!.Code.ShouldBe("insufficient_savings");
        GoalRules.CheckContribution(Goal(), 0.001m, 1, "INR")!.Code.ShouldBe("currency_precision");
        GoalRules.CheckContribution(Goal() with { AccountIds = [_book.Cash.AccountId] }, 5, 5, "INR")!.Code.ShouldBe("goal_linked");
    }

    private Rupaya.Domain.Results.Error? Check(Budget budget, params Budget[] live) =>
        BudgetRules.Check(budget, _book.Facts.Categories[budget.CategoryId], "INR", live, Calendar);

    private Budget Budget(int n) =>
        new()
        {
            BookId = _book.Facts.BookId,
            BudgetId = SampleBook.Id(n),
            CategoryId = _book.Food,
            Amount = 100,
            Period = "month",
            Rollover = "none",
            StartDate = new(2026, 11, 1),
            Version = 1,
            CreatedAt = _book.Facts.At,
            UpdatedAt = _book.Facts.At,
        };

    private Goal Goal() =>
        new()
        {
            BookId = _book.Facts.BookId,
            GoalId = SampleBook.Id(1),
            Name = "Bike",
            TargetAmount = 100,
            TargetDate = SampleBook.Today.AddDays(1),
            Version = 1,
            CreatedAt = _book.Facts.At,
            UpdatedAt = _book.Facts.At,
        };
}
