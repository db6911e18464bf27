using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Budgets.GetBudget;

public sealed class GetBudgetTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_budget_is_read_with_its_etag_and_a_deleted_one_is_gone()
    {
        var client = await product.SignedUpAsync();
        var budget = (
            await client.PostAsync(
                "budgets",
                new
                {
                    categoryId = await client.CategoryAsync("Dining"),
                    amount = 4000,
                    period = "week",
                    startDate = "2026-11-01",
                    endDate = "2026-12-31",
                }
            )
        ).Ok();
        var path = $"budgets/{budget.GetProperty("budgetId").GetGuid()}";
        var read = await client.GetAsync(path);
        read.Ok().GetProperty("endDate").GetString().ShouldBe("2026-12-31");
        read.Text.ShouldBe(budget.GetRawText());
        read.Headers.ETag.ShouldNotBeNull();
        (await client.DeleteAsync(path)).Ok();
        (await client.GetAsync(path)).ShouldFail(404, "not_found");
    }
}
