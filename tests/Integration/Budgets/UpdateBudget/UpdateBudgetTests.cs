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

    [Fact]
    public async Task A_budget_that_begins_later_keeps_what_held_then_and_takes_a_new_amount()
    {
        var client = await product.SignedUpAsync();
        var today = await client.TodayAsync();
        var month = new DateOnly(today.Year, today.Month, 1);
        var body = new
        {
            categoryId = await client.CategoryAsync("Dining"),
            amount = 1000,
            period = "month",
            startDate = month.AddMonths(-6),
        };
        var path = $"budgets/{(await client.PostAsync("budgets", body)).Ok().GetProperty("budgetId").GetGuid()}";
        (await client.PutAsync(path, new { amount = 1200, from = month.AddMonths(-3) })).Ok();
        (await client.PutAsync(path, new { startDate = month })).Ok().GetProperty("amount").GetDecimal().ShouldBe(1200);
        var changed = (await client.PutAsync(path, new { amount = 1500 })).Ok();
        changed.GetProperty("amount").GetDecimal().ShouldBe(1500);
        (await client.GetAsync(path)).Ok().GetProperty("amount").GetDecimal().ShouldBe(1500);
        // Of one that is over, the last period changes.
        (await client.PutAsync(path, new { startDate = month.AddMonths(-2), endDate = month.AddDays(-1) })).Ok();
        (await client.PutAsync(path, new { amount = 7 })).Ok();
    }

    [Fact]
    public async Task An_amount_holds_from_the_present_period_on_and_the_past_keeps_what_it_had()
    {
        var client = await product.SignedUpAsync();
        var today = await client.TodayAsync();
        var month = new DateOnly(today.Year, today.Month, 1);
        var body = new
        {
            categoryId = await client.CategoryAsync("Dining"),
            amount = 100,
            period = "month",
            rollover = "surplus",
            startDate = $"{month.AddMonths(-3):yyyy-MM-dd}",
        };
        var path = $"budgets/{(await client.PostAsync("budgets", body)).Ok().GetProperty("budgetId").GetGuid()}";
        (await ProgressAsync(client)).ShouldBe("100 300");
        (await client.PutAsync(path, new { amount = 1000 })).Ok().GetProperty("amount").GetDecimal().ShouldBe(1000);
        (await ProgressAsync(client)).ShouldBe("1000 300");
        (await client.PutAsync(path, new { amount = 40, from = $"{month.AddMonths(-1).AddDays(9):yyyy-MM-dd}" })).Ok();
        (await ProgressAsync(client)).ShouldBe("1000 240");
        var next = (await client.PutAsync(path, new { amount = 5, from = $"{month.AddMonths(1):yyyy-MM-dd}" })).Ok();
        next.GetProperty("amount").GetDecimal().ShouldBe(1000);
        next.GetProperty("amounts")
            .EnumerateArray()
            .Select(a => $"{a.GetProperty("from").GetString()} {a.GetProperty("amount").GetDecimal()}")
            .ShouldBe([
                $"{month.AddMonths(-3):yyyy-MM-dd} 100",
                $"{month.AddMonths(-1):yyyy-MM-dd} 40",
                $"{month:yyyy-MM-dd} 1000",
                $"{month.AddMonths(1):yyyy-MM-dd} 5",
            ]);
        (await ProgressAsync(client)).ShouldBe("1000 240");
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task A_day_that_the_amount_cannot_begin_on_is_refused()
    {
        var client = await product.SignedUpAsync();
        var body = new
        {
            categoryId = await client.CategoryAsync("Dining"),
            amount = 100,
            period = "month",
            startDate = "2026-03-01",
            endDate = "2026-06-30",
        };
        var path = $"budgets/{(await client.PostAsync("budgets", body)).Ok().GetProperty("budgetId").GetGuid()}";
        (await client.PutAsync(path, new { amount = 1, from = "2026-02-28" })).Fields.ShouldBe(["from"]);
        (await client.PutAsync(path, new { amount = 1, from = "2026-07-01" })).Fields.ShouldBe(["from"]);
        (await client.PutAsync(path, new { from = "2026-04-01" })).Fields.ShouldBe(["from"]);
        (await client.PutAsync(path, new { amount = 1, from = (string?)null })).Fields.ShouldBe(["from"]);
    }

    [Fact]
    public async Task A_budget_does_not_become_a_second_one_of_the_same_thing()
    {
        var client = await product.SignedUpAsync();
        var (dining, travel) = (await client.CategoryAsync("Dining"), await client.CategoryAsync("Travel"));
        await client.PostAsync("budgets", Monthly(dining, null));
        var other = $"budgets/{(await client.PostAsync("budgets", Monthly(travel, "2026-04-30"))).Ok().GetProperty("budgetId").GetGuid()}";
        (await client.PutAsync(other, new { categoryId = dining })).ShouldFail(409, "budget_exists");
        (await client.PutAsync(other, new { categoryId = dining, period = "year" })).Ok();
        (await client.PutAsync(other, new { period = "month" })).ShouldFail(409, "budget_exists");
        (await client.PutAsync(other, new { amount = 7 })).Ok();
    }

    private static object Monthly(Guid categoryId, string? endDate) =>
        new
        {
            categoryId,
            amount = 100,
            period = "month",
            startDate = "2026-03-01",
            endDate,
        };

    private static async Task<string> ProgressAsync(Client client)
    {
        var budget = (await client.GetAsync("analytics/budget-progress")).Ok()[0];
        return $"{budget.GetProperty("limit").GetDecimal()} {budget.GetProperty("rolledOver").GetDecimal()}";
    }
}
