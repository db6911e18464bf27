using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Budgets.SimulateBudget;

public sealed class SimulateBudgetTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task The_median_of_three_months_is_held_against_a_change()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100_000);
        var dining = await client.CategoryAsync("Dining");
        var today = await client.TodayAsync();
        var first = new DateOnly(today.Year, today.Month, 1);
        decimal[] spent = [900, 10_000, 1000];
        for (var back = 1; back <= 3; back++)
        {
            (await client.ExpenseAsync(account, spent[back - 1], dining, $"{first.AddMonths(-back):yyyy-MM-dd}")).Ok();
        }
        (await client.ExpenseAsync(account, 5, dining, $"{today:yyyy-MM-dd}")).Ok();
        var budgetId = (
            await client.PostAsync(
                "budgets",
                new
                {
                    categoryId = dining,
                    amount = 1000,
                    period = "month",
                }
            )
        ).Ok().GetProperty("budgetId").GetGuid();
        var answer = (await client.PostAsync("budgets/simulate", new { budgetId, adjustmentPercent = 10 })).Ok();
        answer.GetProperty("originalBudget").GetDecimal().ShouldBe(1000);
        answer.GetProperty("adjustedBudget").GetDecimal().ShouldBe(1100);
        answer.GetProperty("projectedSpending").GetDecimal().ShouldBe(1000);
        answer.GetProperty("surplus").GetDecimal().ShouldBe(100);
        var periods = answer.GetProperty("basis").GetProperty("periods");
        periods.EnumerateArray().Select(p => p.GetProperty("spent").GetDecimal()).ShouldBe([900m, 10_000m, 1000m]);
        (await client.PostAsync("budgets/simulate", new { categoryId = dining, amount = 400 }))
            .Ok()
            .GetProperty("surplus")
            .GetDecimal()
            .ShouldBe(-600);
        (await client.GetAsync($"budgets/{budgetId}")).Ok().GetProperty("amount").GetDecimal().ShouldBe(1000);
    }

    [Fact]
    public async Task What_makes_no_sense_is_named()
    {
        var client = await product.SignedUpAsync();
        var dining = await client.CategoryAsync("Dining");
        Task<Reply> Simulate(object body) => client.PostAsync("budgets/simulate", body);
        (await Simulate(new { categoryId = dining, adjustmentPercent = -150 })).Fields.ShouldBe(["adjustmentPercent"]);
        (await Simulate(new { categoryId = dining, adjustmentPercent = -100 })).Fields.ShouldBe(["adjustmentPercent"]);
        (await Simulate(new { categoryId = dining, amount = 0 })).Fields.ShouldBe(["amount"]);
        (await Simulate(new { categoryId = dining })).Fields.ShouldBe(["adjustmentPercent"]);
        (await Simulate(new { amount = 1 })).Fields.ShouldBe(["budgetId"]);
        (await Simulate(new { categoryId = dining, adjustmentPercent = 10 })).Fields.ShouldBe(["adjustmentPercent"]);
        (
            await Simulate(
                new
                {
                    categoryId = dining,
                    amount = 1,
                    period = "decade",
                }
            )
        ).Fields.ShouldBe(["period"]);
        (await Simulate(new { budgetId = Guid.CreateVersion7(), amount = 1 })).ShouldFail(404, "not_found");
        var empty = (await Simulate(new { categoryId = dining, amount = 10 })).Ok();
        empty.GetProperty("projectedSpending").GetDecimal().ShouldBe(0);
        empty.GetProperty("originalBudget").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }
}
