using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Budgets.DeleteBudget;

public sealed class DeleteBudgetTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_deleted_budget_leaves_the_list_the_progress_and_a_tombstone()
    {
        var client = await product.SignedUpAsync();
        var body = new
        {
            categoryId = await client.CategoryAsync("Dining"),
            amount = 100,
            period = "month",
        };
        var id = (await client.PostAsync("budgets", body)).Ok().GetProperty("budgetId").GetGuid();
        (await client.DeleteAsync($"budgets/{id}", ("If-Match", "\"1-0\""))).ShouldFail(412, "stale_version");
        ((int)(await client.DeleteAsync($"budgets/{id}")).Status).ShouldBe(204);
        (await client.GetAsync("budgets")).Ok().GetArrayLength().ShouldBe(0);
        (await client.GetAsync("analytics/budget-progress")).Ok().GetArrayLength().ShouldBe(0);
        var deleted = (await client.GetAsync("sync?since=0")).Ok().GetProperty("deleted");
        deleted.EnumerateArray().ShouldContain(d => d.GetProperty("id").GetGuid() == id);
        (await client.DeleteAsync($"budgets/{id}")).ShouldFail(404, "not_found");
        await product.ShouldBeConsistentAsync();
    }
}
