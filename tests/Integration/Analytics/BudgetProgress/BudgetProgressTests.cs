using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Analytics.BudgetProgress;

public sealed class BudgetProgressTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Spending_of_the_current_period_counts_at_once()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 10_000);
        var groceries = await client.CategoryAsync("Groceries");
        (
            await client.PostAsync(
                "budgets",
                new
                {
                    categoryId = groceries,
                    amount = 5000,
                    period = "year",
                }
            )
        ).Ok();
        (await client.ExpenseAsync(account, 3200, groceries)).Ok();
        (await client.ExpenseAsync(account, 111, groceries, "2001-01-01")).Ok();
        (await client.ExpenseAsync(account, 222, await client.CategoryAsync("Dining"))).Ok();
        var progress = (await client.GetAsync("analytics/budget-progress")).Ok()[0];
        progress.GetProperty("category").GetString().ShouldBe("Groceries");
        progress.GetProperty("limit").GetDecimal().ShouldBe(5000);
        progress.GetProperty("spent").GetDecimal().ShouldBe(3200);
        progress.GetProperty("remaining").GetDecimal().ShouldBe(1800);
        progress.GetProperty("progress").GetDecimal().ShouldBe(64.00m);
        await product.ShouldBeConsistentAsync();
        (await client.GetAsync("analytics/budget-progress")).Ok()[0].GetProperty("spent").GetDecimal().ShouldBe(3200);
    }

    [Fact]
    public async Task A_book_without_budgets_answers_an_empty_list() =>
        (await (await product.SignedUpAsync()).GetAsync("analytics/budget-progress")).Ok().GetArrayLength().ShouldBe(0);
}
