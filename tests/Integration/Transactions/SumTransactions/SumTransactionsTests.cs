using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions.SumTransactions;

public sealed class SumTransactionsTests(Product product) : IClassFixture<Product>
{
    [Theory]
    [InlineData("", 8, 12, 43)]
    [InlineData("type=expense", 5, 0, 36)]
    [InlineData("type=transfer", 2, 7, 7)]
    [InlineData("uncategorised=true", 2, 5, 16)]
    [InlineData("startDate=2026-03-04&endDate=2026-03-06", 3, 5, 20)]
    [InlineData("q=nothing", 0, 0, 0)]
    public async Task The_summary_is_what_the_list_comes_to(string query, int count, int moneyIn, int moneyOut)
    {
        var (client, _, _) = await CategorisedBook.MakeAsync(product);
        var summary = (await client.GetAsync($"transactions/summary?{query}")).Ok();
        (await client.PagesAsync($"transactions?{query}")).Count.ShouldBe(summary.GetProperty("count").GetInt32());
        summary.GetProperty("count").GetInt32().ShouldBe(count);
        var currencies = summary.GetProperty("currencies").EnumerateArray().ToList();
        currencies.Count.ShouldBe(count == 0 ? 0 : 1);
        foreach (var inr in currencies)
        {
            inr.GetProperty("currency").GetString().ShouldBe("INR");
            inr.GetProperty("in").GetDecimal().ShouldBe(moneyIn);
            inr.GetProperty("out").GetDecimal().ShouldBe(moneyOut);
            inr.GetProperty("net").GetDecimal().ShouldBe(moneyIn - moneyOut);
        }
    }

    [Fact]
    public async Task The_summary_does_not_add_currencies_and_is_right_at_once()
    {
        var client = await product.SignedUpAsync();
        var (inr, eur) = (await client.OpenAccountAsync(opening: 100), await client.OpenAccountAsync("savings", 100, "EUR"));
        (await client.ExpenseAsync(inr, 10)).Ok();
        (await client.ExpenseAsync(eur, 0.01m)).Ok();
        (await client.IncomeAsync(eur, 3)).Ok();
        var summary = (await client.GetAsync("transactions/summary")).Ok();
        summary
            .GetProperty("currencies")
            .EnumerateArray()
            .Select(c => $"{c.GetProperty("currency")} {c.GetProperty("count")} {c.GetProperty("net")}")
            .ShouldBe(["EUR 2 2.99", "INR 1 -10"]);
        // Nobody knows what an euro is worth in rupees.
        summary.GetProperty("currency").GetString().ShouldBe("INR");
        (summary.GetProperty("income").GetDecimal(), summary.GetProperty("expenses").GetDecimal()).ShouldBe((0, 10));
        var missing = summary.GetProperty("missingRates")[0];
        missing.GetProperty("currency").GetString().ShouldBe("EUR");
        missing.GetProperty("amount").GetDecimal().ShouldBe(2.99m);
        summary.GetProperty("byCurrency")[0].GetProperty("income").GetDecimal().ShouldBe(3);
        (await client.GetAsync("transactions/summary?minAmount=x")).Fields.ShouldBe(["minAmount"]);
    }

    [Fact]
    public async Task A_summary_of_a_period_is_what_the_dashboard_says_and_has_its_tag()
    {
        var client = await product.SignedUpAsync();
        var (inr, eur) = (await client.OpenAccountAsync(opening: 1000), await client.OpenAccountAsync("savings", 1000, "EUR"));
        (
            await client.PutAsync(
                "rates",
                new
                {
                    @base = "EUR",
                    quote = "INR",
                    date = "2026-03-01",
                    rate = 90.123,
                }
            )
        ).Ok();
        var dining = await client.CategoryAsync("Dining");
        for (var day = 1; day <= 6; day++)
        {
            (await client.ExpenseAsync(eur, 0.07m * day, day % 2 == 0 ? dining : null, $"2026-03-0{day}")).Ok();
            (await client.ExpenseAsync(eur, 0.03m, dining, $"2026-03-0{day}")).Ok();
            (await client.IncomeAsync(inr, 10 + day, date: $"2026-03-0{day}")).Ok();
        }
        var refund = new
        {
            accountId = eur,
            amount = 0.5,
            flow = "refund",
            categoryId = dining,
            date = "2026-03-05",
        };
        (await client.PostAsync("transactions", refund)).Ok();
        var dashboard = (await client.GetAsync("analytics/dashboard?startDate=2026-03-01&endDate=2026-03-31")).Ok();
        var reply = await client.GetAsync("transactions/summary?startDate=2026-03-01&endDate=2026-03-31");
        foreach (var name in new[] { "income", "expenses" })
        {
            reply.Ok().GetProperty(name).GetDecimal().ShouldBe(dashboard.GetProperty(name).GetDecimal(), name);
        }
        var tag = reply.Headers.ETag!.ToString();
        var again = await client.GetAsync("transactions/summary?startDate=2026-03-01&endDate=2026-03-31", ("If-None-Match", tag));
        ((int)again.Status).ShouldBe(304);
        (await client.GetAsync("transactions/summary?startDate=2026-03-02&endDate=2026-03-31", ("If-None-Match", tag))).Ok();
        (await client.ExpenseAsync(inr, 1)).Ok();
        (await client.GetAsync("transactions/summary?startDate=2026-03-01&endDate=2026-03-31", ("If-None-Match", tag))).Ok();
    }
}
