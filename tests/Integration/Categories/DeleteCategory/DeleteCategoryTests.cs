using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Categories.DeleteCategory;

public sealed class DeleteCategoryTests(Product product) : IClassFixture<Product>
{
    private static async Task<Dictionary<string, decimal>> SpendingAsync(Client client) =>
        (await client.DashboardAsync("startDate=2020-01-01&endDate=2029-12-31"))
            .GetProperty("spendingByCategory")
            .EnumerateArray()
            .ToDictionary(c => c.GetProperty("category").GetString()!, c => c.GetProperty("amount").GetDecimal(), StringComparer.Ordinal);

    [Fact]
    public async Task A_merge_re_posts_transactions_parts_refunds_budgets_and_children()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 10_000);
        var (dining, travel, health) = (
            await client.CategoryAsync("Dining"),
            await client.CategoryAsync("Travel"),
            await client.CategoryAsync("Health")
        );
        var child = new
        {
            name = "Coffee",
            kind = "expense",
            parentId = dining,
        };
        (await client.PostAsync("categories", child)).Ok();
        var paid = (await client.ExpenseAsync(account, 100, dining, "2026-03-01")).Ok().GetProperty("transactionId").GetGuid();
        (
            await client.PostAsync(
                "transactions",
                new
                {
                    accountId = account,
                    amount = 30,
                    type = "income",
                    refundOf = paid,
                }
            )
        ).Ok();
        object Part(Guid category, decimal amount) => new { categoryId = category, amount };
        (
            await client.PostAsync(
                "transactions",
                new
                {
                    accountId = account,
                    amount = 10,
                    type = "expense",
                    splits = new[] { Part(dining, 4), Part(health, 5), Part(dining, 1) },
                }
            )
        ).Ok();
        (
            await client.PostAsync(
                "budgets",
                new
                {
                    categoryId = dining,
                    amount = 1,
                    period = "month",
                }
            )
        ).Ok();
        (await client.DeleteAsync($"categories/{dining}")).ShouldFail(409, "category_in_use");
        var version = (await client.GetAsync($"transactions/{paid}")).Ok().GetProperty("version").GetInt64();

        ((int)(await client.DeleteAsync($"categories/{dining}?moveTo={travel}")).Status).ShouldBe(204);
        var spending = await SpendingAsync(client);
        spending.ShouldBe(new Dictionary<string, decimal>(StringComparer.Ordinal) { ["Travel"] = 75, ["Health"] = 5 }, ignoreOrder: true);
        var moved = (await client.GetAsync($"transactions/{paid}")).Ok();
        moved.GetProperty("categoryId").GetGuid().ShouldBe(travel);
        moved.GetProperty("version").GetInt64().ShouldBeGreaterThan(version);
        (await client.GetAsync("budgets")).Ok()[0].GetProperty("categoryId").GetGuid().ShouldBe(travel);
        (await client.GetAsync("categories"))
            .Ok()
            .EnumerateArray()
            .Single(c => c.GetProperty("name").GetString() == "Coffee")
            .GetProperty("parentId")
            .GetGuid()
            .ShouldBe(travel);
        (await client.BalanceAsync(account)).ShouldBe(9920);
        // The refund is still a refund, and its edit still fits what was paid.
        (await client.PutAsync($"transactions/{paid}", new { amount = 90 })).Ok();
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task A_category_that_holds_nothing_goes_and_its_name_is_free_again()
    {
        var client = await product.SignedUpAsync();
        var gifts = await client.CategoryAsync("Gifts");
        ((int)(await client.DeleteAsync($"categories/{gifts}")).Status).ShouldBe(204);
        (await client.DeleteAsync($"categories/{gifts}")).ShouldFail(404, "not_found");
        (await client.PostAsync("categories", new { name = "Gifts", kind = "expense" })).Ok();
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task A_category_may_be_merged_into_its_own_child()
    {
        var client = await product.SignedUpAsync();
        var dining = await client.CategoryAsync("Dining");
        async Task<Guid> ChildAsync(string name) => (
                await client.PostAsync(
                    "categories",
                    new
                    {
                        name,
                        kind = "expense",
                        parentId = dining,
                    }
                )
            ).Ok().GetProperty("categoryId").GetGuid();
        var (coffee, tea) = (await ChildAsync("Coffee"), await ChildAsync("Tea"));
        ((int)(await client.DeleteAsync($"categories/{dining}?moveTo={coffee}")).Status).ShouldBe(204);
        var all = (await client.GetAsync("categories")).Ok().EnumerateArray().ToDictionary(c => c.GetProperty("categoryId").GetGuid());
        all[coffee].GetProperty("parentId").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        all[tea].GetProperty("parentId").GetGuid().ShouldBe(coffee);
    }

    [Fact]
    public async Task What_cannot_be_merged_is_refused()
    {
        var (client, stranger) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var (dining, salary) = (await client.CategoryAsync("Dining"), await client.CategoryAsync("Salary", "income"));
        (await client.DeleteAsync($"categories/{dining}?moveTo={salary}")).ShouldFail(400, "category_kind");
        (await client.DeleteAsync($"categories/{dining}?moveTo={dining}")).ShouldFail(400, "validation_failed");
        (await client.DeleteAsync($"categories/{dining}?moveTo={await stranger.CategoryAsync("Dining")}")).ShouldFail(404, "not_found");
        (await client.DeleteAsync($"categories/{dining}", ("If-Match", "\"1-0\""))).ShouldFail(412, "stale_version");
        (await stranger.DeleteAsync($"categories/{dining}")).ShouldFail(404, "not_found");
        (await client.DeleteAsync($"categories/{Guid.Empty}")).ShouldFail(404, "not_found");
    }

    [Fact]
    public async Task Budgets_of_both_for_the_same_days_become_one_and_the_answer_says_so()
    {
        var client = await product.SignedUpAsync();
        var (dining, groceries) = (await client.CategoryAsync("Dining"), await client.CategoryAsync("Groceries"));
        await PlanAsync(client, dining, 1000, "month", "2026-01-01", null);
        await PlanAsync(client, dining, 7, "year", "2026-01-01", null);
        var kept = await PlanAsync(client, groceries, 1000, "month", "2026-03-01", null);
        var merged = await client.DeleteAsync($"categories/{dining}?moveTo={groceries}");
        ((int)merged.Status).ShouldBe(200);
        merged["movedTo"].GetGuid().ShouldBe(groceries);
        merged["mergedBudgets"].GetArrayLength().ShouldBe(1);
        merged["mergedBudgets"][0].GetProperty("budgetId").GetGuid().ShouldBe(kept);
        var budgets = (await client.GetAsync("budgets")).Ok().EnumerateArray().ToList();
        budgets.ShouldAllBe(b => b.GetProperty("categoryId").GetGuid() == groceries);
        budgets
            .Select(b =>
                $"{b.GetProperty("period").GetString()} {b.GetProperty("amount").GetDecimal()} {b.GetProperty("startDate").GetString()}"
            )
            .ShouldBe(["month 2000 2026-01-01", "year 7 2026-01-01"], ignoreOrder: true);
        var account = await client.OpenAccountAsync(opening: 10_000);
        (await client.ExpenseAsync(account, 500, groceries)).Ok();
        (await client.GetAsync("analytics/budget-progress"))
            .Ok()
            .EnumerateArray()
            .Single(b => b.GetProperty("period").GetString() == "month")
            .GetProperty("progress")
            .GetDecimal()
            .ShouldBe(25);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task A_budget_without_end_takes_in_those_of_single_months()
    {
        var client = await product.SignedUpAsync();
        var (dining, groceries) = (await client.CategoryAsync("Dining"), await client.CategoryAsync("Groceries"));
        await PlanAsync(client, dining, 100, "month", "2026-01-01", null);
        await PlanAsync(client, groceries, 10, "month", "2026-02-01", "2026-02-28");
        await PlanAsync(client, groceries, 20, "month", "2026-04-01", "2026-04-30");
        (await client.DeleteAsync($"categories/{dining}?moveTo={groceries}")).Ok();
        var budget = (await client.GetAsync("budgets")).Ok().EnumerateArray().Single();
        budget
            .GetProperty("amounts")
            .EnumerateArray()
            .Select(a => $"{a.GetProperty("from").GetString()} {a.GetProperty("amount").GetDecimal()}")
            .ShouldBe(["2026-01-01 100", "2026-02-01 110", "2026-03-01 100", "2026-04-01 120", "2026-05-01 100"]);
        await product.ShouldBeConsistentAsync();
    }

    private static async Task<Guid> PlanAsync(
        Client client,
        Guid categoryId,
        decimal amount,
        string period,
        string startDate,
        string? endDate
    ) => (
            await client.PostAsync(
                "budgets",
                new
                {
                    categoryId,
                    amount,
                    period,
                    startDate,
                    endDate,
                }
            )
        ).Ok().GetProperty("budgetId").GetGuid();
}
