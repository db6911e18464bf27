using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Wallet.CashFlow;

public sealed class CashFlowTests(Product product) : IClassFixture<Product>
{
    [Theory]
    [InlineData("day", 31, "2026-03-05", 250)]
    [InlineData("week", 6, "2026-03-02", 250)]
    [InlineData("month", 1, "2026-03-01", 251)]
    public async Task Each_part_has_what_came_and_went(string interval, int parts, string date, int expenses)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 10_000);
        var savings = await client.OpenAccountAsync("savings");
        (await client.ExpenseAsync(account, 200, date: "2026-03-05")).Ok();
        (await client.ExpenseAsync(account, 50, date: "2026-03-05")).Ok();
        (await client.ExpenseAsync(account, 1, date: "2026-03-31")).Ok();
        (await client.IncomeAsync(account, 900, date: "2026-03-05")).Ok();
        (await client.ExpenseAsync(account, 5000, date: "2026-04-01")).Ok();
        (
            await client.PostAsync(
                "transfers",
                new
                {
                    fromAccountId = account,
                    toAccountId = savings,
                    amount = 77,
                    date = "2026-03-05",
                }
            )
        ).Ok();
        var flow = (await client.GetAsync($"wallet/cashflow?startDate=2026-03-01&endDate=2026-03-31&interval={interval}")).Ok();
        var series = flow.GetProperty("series").EnumerateArray().ToList();
        series.Count.ShouldBe(parts);
        var part = series.Single(p => p.GetProperty("date").GetString() == date);
        part.GetProperty("income").GetDecimal().ShouldBe(900);
        part.GetProperty("expenses").GetDecimal().ShouldBe(expenses);
        part.GetProperty("net").GetDecimal().ShouldBe(900 - expenses);
        series.Sum(p => p.GetProperty("expenses").GetDecimal()).ShouldBe(251);
    }

    [Theory]
    [InlineData("interval=hour", "interval")]
    [InlineData("startDate=2026-02-01&endDate=2026-01-01", "endDate")]
    [InlineData("startDate=1990-01-01&endDate=2090-01-02", "endDate")]
    [InlineData("startDate=2026-02-01", "endDate")]
    public async Task What_is_wrong_is_named(string query, string field)
    {
        var reply = await (await product.SignedUpAsync()).GetAsync($"wallet/cashflow?{query}");
        reply.ShouldFail(400, "validation_failed");
        reply.Fields.ShouldContain(field);
    }

    [Fact]
    public async Task An_empty_book_answers_zeros_for_a_hundred_years_of_days()
    {
        var flow = (await (await product.SignedUpAsync()).GetAsync("wallet/cashflow?startDate=1950-01-01&endDate=2049-12-31")).Ok();
        flow.GetProperty("series").GetArrayLength().ShouldBe(36_525);
    }
}
