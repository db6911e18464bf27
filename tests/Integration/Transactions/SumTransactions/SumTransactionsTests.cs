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
        (await client.GetAsync("transactions/summary?minAmount=x")).Fields.ShouldBe(["minAmount"]);
    }
}
