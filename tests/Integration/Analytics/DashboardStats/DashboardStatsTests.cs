using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Analytics.DashboardStats;

public sealed class DashboardStatsTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task The_figures_follow_the_contract()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 10_000);
        (await client.IncomeAsync(account, 50_000, await client.CategoryAsync("Salary", "income"), "2026-03-01")).Ok();
        (await client.ExpenseAsync(account, 10_000, await client.CategoryAsync("Groceries"), "2026-03-05")).Ok();
        (await client.ExpenseAsync(account, 5_000, null, "2026-03-31")).Ok();
        (await client.ExpenseAsync(account, 1, null, "2026-04-01")).Ok();
        var stats = await client.DashboardAsync("startDate=2026-03-01&endDate=2026-03-31");
        stats.GetProperty("income").GetDecimal().ShouldBe(50_000);
        stats.GetProperty("expenses").GetDecimal().ShouldBe(15_000);
        stats.GetProperty("savings").GetDecimal().ShouldBe(35_000);
        stats.GetProperty("savingsRate").GetDecimal().ShouldBe(70.00m);
        var spending = stats.GetProperty("spendingByCategory");
        spending[0].GetProperty("category").GetString().ShouldBe("Groceries");
        spending[0].GetProperty("percent").GetDecimal().ShouldBe(66.67m);
        spending[1].GetProperty("category").GetString().ShouldBe("Uncategorised");
        spending[1].GetProperty("categoryId").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        stats.GetProperty("accounts")[0].GetProperty("balance").GetDecimal().ShouldBe(44_999);
    }

    [Fact]
    public async Task An_empty_book_answers_zeros_and_null()
    {
        var stats = await (await product.SignedUpAsync()).DashboardAsync("period=year");
        stats.GetProperty("income").GetDecimal().ShouldBe(0);
        stats.GetProperty("savingsRate").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Another_currency_is_named_and_never_converted_at_one()
    {
        var client = await product.SignedUpAsync();
        var euros = await client.OpenAccountAsync("cash", 100, "EUR");
        (await client.ExpenseAsync(euros, 30, date: "2026-03-05")).Ok();
        var stats = await client.DashboardAsync("startDate=2026-03-01&endDate=2026-03-31");
        stats.GetProperty("expenses").GetDecimal().ShouldBe(0);
        var missing = stats.GetProperty("missingRates")[0];
        missing.GetProperty("currency").GetString().ShouldBe("EUR");
        missing.GetProperty("amount").GetDecimal().ShouldBe(-30);
    }

    [Fact]
    public async Task The_etag_holds_until_the_book_changes()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var first = await client.GetAsync("analytics/dashboard");
        var etag = first.Headers.ETag!.ToString();
        ((int)(await client.GetAsync("analytics/dashboard", ("If-None-Match", etag))).Status).ShouldBe(304);
        (await client.GetAsync("analytics/dashboard")).Text.ShouldBe(first.Text);
        (await client.IncomeAsync(account, 1)).Ok();
        (await client.GetAsync("analytics/dashboard", ("If-None-Match", etag))).Ok().GetProperty("income").GetDecimal().ShouldBe(1);
        first.Headers.Vary.ShouldBe(["Authorization", "X-Book-Id"]);
    }

    [Theory]
    [InlineData("period=decade", "period")]
    [InlineData("startDate=2026-01-01", "endDate")]
    [InlineData("endDate=2026-01-01", "startDate")]
    [InlineData("startDate=2026-02-01&endDate=2026-01-01", "endDate")]
    [InlineData("startDate=1990-01-01&endDate=2090-01-02", "endDate")]
    [InlineData("startDate=9950-01-01&endDate=9999-12-31", "startDate")]
    [InlineData("startDate=11/20/2026&endDate=2026-12-31", "startDate")]
    [InlineData("startDate=2026-02-30&endDate=2026-03-01", "startDate")]
    public async Task A_wrong_range_is_named(string query, string field)
    {
        var reply = await (await product.SignedUpAsync()).GetAsync($"analytics/dashboard?{query}");
        reply.ShouldFail(400, "validation_failed");
        reply.Fields.ShouldContain(field);
    }

    [Fact]
    public async Task Another_currency_is_converted_with_the_rate_of_each_day_and_at_once_when_that_changes()
    {
        var client = await product.SignedUpAsync();
        var euros = await client.OpenAccountAsync("cash", 100, "EUR");
        (await client.ExpenseAsync(euros, 30, date: "2026-03-05")).Ok();
        (await client.ExpenseAsync(euros, 2, date: "2026-03-20")).Ok();
        await SetRateAsync(client, "2026-03-04", 90.5m);
        var stats = await client.DashboardAsync("startDate=2026-03-01&endDate=2026-03-31");
        stats.GetProperty("expenses").GetDecimal().ShouldBe(2715);
        var missing = stats.GetProperty("missingRates")[0];
        missing.GetProperty("amount").GetDecimal().ShouldBe(-2);
        missing.GetProperty("from").GetString().ShouldBe("2026-03-20");
        await SetRateAsync(client, "2026-03-20", 100);
        await SetRateAsync(client, "2026-03-04", 80);
        stats = await client.DashboardAsync("startDate=2026-03-01&endDate=2026-03-31");
        stats.GetProperty("expenses").GetDecimal().ShouldBe(2600);
        stats.GetProperty("missingRates").GetArrayLength().ShouldBe(0);
    }

    private static async Task SetRateAsync(Client client, string date, decimal rate) =>
        (
            await client.PutAsync(
                "rates",
                new
                {
                    @base = "EUR",
                    quote = "INR",
                    date,
                    rate,
                }
            )
        ).Ok();
}
