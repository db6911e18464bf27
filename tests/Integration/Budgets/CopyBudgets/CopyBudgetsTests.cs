using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Budgets.CopyBudgets;

public sealed class CopyBudgetsTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task What_one_month_holds_is_planned_for_another_once()
    {
        var client = await product.SignedUpAsync();
        var only = await AddAsync(client, "Dining", 100, "2026-03-01", "2026-03-31");
        var always = await AddAsync(client, "Groceries", 200, "2026-01-01", null);
        var copied = (await client.PostAsync("budgets/copy", new { from = "2026-03-10", to = "2026-05-20" })).Ok();
        var created = copied.GetProperty("created");
        created.GetArrayLength().ShouldBe(1);
        created[0].GetProperty("amount").GetDecimal().ShouldBe(100);
        created[0].GetProperty("startDate").GetString().ShouldBe("2026-05-01");
        created[0].GetProperty("endDate").GetString().ShouldBe("2026-05-31");
        created[0].GetProperty("budgetId").GetGuid().ShouldNotBe(only);
        copied.GetProperty("skipped")[0].GetGuid().ShouldBe(always);
        var again = (await client.PostAsync("budgets/copy", new { from = "2026-03-10", to = "2026-05-20" })).Ok();
        again.GetProperty("created").GetArrayLength().ShouldBe(0);
        (await client.GetAsync("budgets")).Ok().GetArrayLength().ShouldBe(3);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task A_budget_without_an_end_gets_the_amount_of_the_one_month_in_the_other()
    {
        var client = await product.SignedUpAsync();
        var id = await AddAsync(client, "Dining", 100, "2026-01-01", null);
        (await client.PutAsync($"budgets/{id}", new { amount = 300, from = "2026-05-01" })).Ok();
        var copied = (await client.PostAsync("budgets/copy", new { from = "2026-03-10", to = "2026-06-20" })).Ok();
        copied.GetProperty("created").GetArrayLength().ShouldBe(0);
        copied.GetProperty("skipped").GetArrayLength().ShouldBe(0);
        copied.GetProperty("changed")[0].GetProperty("budgetId").GetGuid().ShouldBe(id);
        (await client.GetAsync($"budgets/{id}"))
            .Ok()
            .GetProperty("amounts")
            .EnumerateArray()
            .Select(a => $"{a.GetProperty("from").GetString()} {a.GetProperty("amount").GetDecimal()}")
            .ShouldBe(["2026-01-01 100", "2026-05-01 300", "2026-06-01 100", "2026-07-01 300"]);
    }

    [Fact]
    public async Task A_budget_without_an_end_is_copied_to_a_month_before_it()
    {
        var client = await product.SignedUpAsync();
        await AddAsync(client, "Dining", 100, "2026-05-01", null);
        var copied = (await client.PostAsync("budgets/copy", new { from = "2026-05-10", to = "2026-02-20" })).Ok();
        copied.GetProperty("created")[0].GetProperty("endDate").GetString().ShouldBe("2026-02-28");
    }

    [Fact]
    public async Task Nothing_to_copy_is_said()
    {
        var client = await product.SignedUpAsync();
        (await client.PostAsync("budgets/copy", new { from = "2026-03-10", to = "2026-05-20" })).ShouldFail(404, "not_found");
        (await client.PostAsync("budgets/copy", new { from = "1800-03-10" })).Fields.ShouldBe(["from", "to"], ignoreOrder: true);
    }

    private static async Task<Guid> AddAsync(Client client, string category, decimal amount, string startDate, string? endDate) => (
            await client.PostAsync(
                "budgets",
                new
                {
                    categoryId = await client.CategoryAsync(category),
                    amount,
                    period = "month",
                    startDate,
                    endDate,
                }
            )
        ).Ok().GetProperty("budgetId").GetGuid();
}
