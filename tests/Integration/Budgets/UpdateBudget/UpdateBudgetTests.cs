using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Budgets.UpdateBudget;

public sealed class UpdateBudgetTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task What_is_given_changes_and_a_stale_version_is_refused()
    {
        var client = await product.SignedUpAsync();
        var (dining, salary) = (await client.CategoryAsync("Dining"), await client.CategoryAsync("Salary", "income"));
        var created = await client.PostAsync(
            "budgets",
            new
            {
                categoryId = dining,
                amount = 100,
                period = "month",
            }
        );
        var path = $"budgets/{created["budgetId"].GetGuid()}";
        var etag = created.Headers.ETag!.ToString();
        var changed = (await client.PutAsync(path, new { amount = 250, rollover = "both" }, ("If-Match", etag))).Ok();
        changed.GetProperty("amount").GetDecimal().ShouldBe(250);
        changed.GetProperty("period").GetString().ShouldBe("month");
        (await client.PutAsync(path, new { amount = 1 }, ("If-Match", etag))).ShouldFail(412, "stale_version");
        (await client.PutAsync(path, new { amount = 0 })).Fields.ShouldBe(["amount"]);
        (await client.PutAsync(path, new { amount = 0.001 })).ShouldFail(400, "currency_precision");
        (await client.PutAsync(path, new { categoryId = salary })).ShouldFail(400, "category_kind");
        (await client.PutAsync(path, new { startDate = "2026-12-01", endDate = "2026-11-01" })).Fields.ShouldBe(["endDate"]);
        (await client.PutAsync(path, new { period = (string?)null })).Fields.ShouldBe(["period"]);
        (await client.GetAsync(path)).Ok().GetProperty("amount").GetDecimal().ShouldBe(250);
        await product.ShouldBeConsistentAsync();
    }
}
