using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Wallet.WalletSummary;

public sealed class WalletSummaryTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Balances_and_twelve_months_are_told_at_once()
    {
        var client = await product.SignedUpAsync();
        var bank = await client.OpenAccountAsync(opening: 10_000);
        var card = await client.OpenAccountAsync("credit_card");
        var today = await client.TodayAsync();
        var groceries = await client.CategoryAsync("Groceries");
        (await client.IncomeAsync(bank, 5000, await client.CategoryAsync("Salary", "income"), $"{today:yyyy-MM-dd}")).Ok();
        (await client.ExpenseAsync(card, 1200, groceries, $"{today:yyyy-MM-dd}")).Ok();
        (await client.ExpenseAsync(card, 300, date: $"{today.AddYears(-2):yyyy-MM-dd}")).Ok();
        (await client.ExpenseAsync(bank, 40, groceries, $"{today.AddMonths(-2):yyyy-MM-dd}")).Ok();
        (await client.ExpenseAsync(bank, 7, date: $"{today.AddDays(3):yyyy-MM-dd}")).Ok();
        var summary = (await client.GetAsync("wallet/summary")).Ok();
        summary.GetProperty("currency").GetString().ShouldBe("INR");
        summary.GetProperty("totalBalance").GetDecimal().ShouldBe(10_000 + 5000 - 1200 - 300 - 40);
        summary.GetProperty("balanceToday").GetDecimal().ShouldBe(10_000 + 5000 - 1200 - 300 - 40);
        summary.GetProperty("currentBalance").GetDecimal().ShouldBe(10_000 + 5000 - 1200 - 300 - 40 - 7);
        summary.GetProperty("totalIncome").GetDecimal().ShouldBe(5000);
        summary.GetProperty("topCategories")[0].GetProperty("category").GetString().ShouldBe("Groceries");
        summary.GetProperty("topCategories")[0].GetProperty("amount").GetDecimal().ShouldBe(1240);
        var trend = summary.GetProperty("monthlyTrend");
        trend.GetArrayLength().ShouldBe(12);
        trend[11].GetProperty("month").GetString().ShouldBe($"{today:yyyy-MM}");
        trend[11].GetProperty("balance").GetDecimal().ShouldBe(10_000 + 5000 - 1200 - 300 - 40);
        trend[0].GetProperty("balance").GetDecimal().ShouldBe(9700);
        await product.ShouldBeConsistentAsync();
        (await client.GetAsync("wallet/summary")).Ok().GetProperty("totalBalance").GetDecimal().ShouldBe(13_460);
    }

    [Fact]
    public async Task An_empty_book_answers_zeros()
    {
        var summary = (await (await product.SignedUpAsync()).GetAsync("wallet/summary")).Ok();
        summary.GetProperty("totalBalance").GetDecimal().ShouldBe(0);
        summary.GetProperty("topCategories").GetArrayLength().ShouldBe(0);
        summary.GetProperty("monthlyTrend").EnumerateArray().ShouldAllBe(m => m.GetProperty("balance").GetDecimal() == 0);
        summary.GetProperty("missingRates").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_balance_without_a_rate_is_named_and_an_archived_account_still_counts()
    {
        var client = await product.SignedUpAsync();
        await client.OpenAccountAsync("cash", 70, "EUR");
        var old = await client.OpenAccountAsync("savings", 500);
        (await client.PutAsync($"accounts/{old}", new { isArchived = true })).Ok();
        var summary = (await client.GetAsync("wallet/summary")).Ok();
        summary.GetProperty("totalBalance").GetDecimal().ShouldBe(500);
        var missing = summary.GetProperty("missingRates")[0];
        (missing.GetProperty("currency").GetString(), missing.GetProperty("amount").GetDecimal()).ShouldBe(("EUR", 70m));
        var etag = (await client.GetAsync("wallet/summary")).Headers.ETag!.ToString();
        ((int)(await client.GetAsync("wallet/summary", ("If-None-Match", etag))).Status).ShouldBe(304);
    }
}
