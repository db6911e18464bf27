using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions.ListTransactions;

public sealed class ListTransactionsTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_cursor_walk_sees_every_row_once_in_a_stable_order_while_others_come_and_go()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        for (var i = 0; i < 25; i++)
        {
            (await client.ExpenseAsync(account, 1 + i, date: $"2026-03-{1 + (i % 5):00}")).Ok();
        }
        var first = await client.GetAsync("transactions?limit=10");
        (await client.ExpenseAsync(account, 999, date: "2026-03-09")).Ok();
        var gone = first.Body[0].GetProperty("transactionId").GetGuid();
        (await client.DeleteAsync($"transactions/{gone}")).Ok();
        var rest = await client.PagesAsync(first.Headers.GetValues("Link").Single().Split('>')[0].TrimStart('<'));
        var seen = first.Body.EnumerateArray().Concat(rest).Select(t => t.GetProperty("amount").GetDecimal()).ToList();
        seen.Count.ShouldBe(25);
        seen.ShouldBeUnique();
        var dates = first.Body.EnumerateArray().Concat(rest).Select(t => t.GetProperty("transactionDate").GetString()).ToList();
        dates.ShouldBe(dates.OrderByDescending(d => d, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Filters_must_all_hold()
    {
        var client = await product.SignedUpAsync();
        var (one, two) = (await client.OpenAccountAsync(opening: 1000), await client.OpenAccountAsync("savings", 1000));
        var dining = await client.CategoryAsync("Dining");
        (await client.ExpenseAsync(one, 10, dining, "2026-03-01")).Ok();
        (await client.ExpenseAsync(one, 20, null, "2026-03-02")).Ok();
        (await client.ExpenseAsync(two, 30, dining, "2026-03-03")).Ok();
        (await client.IncomeAsync(two, 40, null, "2026-03-04")).Ok();
        (
            await client.PostAsync(
                "transactions",
                new
                {
                    accountId = one,
                    amount = 50,
                    type = "income",
                    status = "pending",
                    tags = new[] { "trip" },
                    merchant = "Café 100%_Madras",
                    date = "2026-03-05",
                }
            )
        ).Ok();
        async Task<decimal[]> Amounts(string query) =>
            [.. (await client.PagesAsync($"transactions?{query}")).Select(t => t.GetProperty("amount").GetDecimal())];
        (await Amounts($"accountId={one}")).ShouldBe([50, 20, 10]);
        (await Amounts($"categoryId={dining}")).ShouldBe([30, 10]);
        (await Amounts("type=income")).ShouldBe([50, 40]);
        (await Amounts("status=pending")).ShouldBe([50]);
        (await Amounts("tag=trip")).ShouldBe([50]);
        (await Amounts("q=madras%20caf%C3%A9")).ShouldBe([50]);
        (await Amounts("q=100%25_")).ShouldBe([50]);
        (await Amounts("q=nowhere")).ShouldBeEmpty();
        (await Amounts("startDate=2026-03-02&endDate=2026-03-04")).ShouldBe([40, 30, 20]);
        (await Amounts("minAmount=20&maxAmount=30")).ShouldBe([30, 20]);
        (await Amounts("limit=2&offset=1")).ShouldBe([40, 30, 20, 10]);
    }

    [Theory]
    [InlineData("limit=1000000", "limit")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("startDate=2026-02-30", "startDate")]
    [InlineData("startDate=2026-02-02&endDate=2026-02-01", "endDate")]
    [InlineData("type=gift", "type")]
    [InlineData("cursor=rubbish", "cursor")]
    [InlineData("cursor=%00", "cursor")]
    public async Task A_wrong_query_is_named(string query, string field)
    {
        var reply = await (await product.SignedUpAsync()).GetAsync($"transactions?{query}");
        ((int)reply.Status).ShouldBe(400, reply.Text);
        reply.Fields.ShouldContain(field);
    }
}
