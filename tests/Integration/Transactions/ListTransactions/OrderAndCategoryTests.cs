using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions.ListTransactions;

/// <summary>Lists by category and in other orders, and what they come to.</summary>
public sealed class OrderAndCategoryTests(Product product) : IClassFixture<Product>
{
    private static async Task<IEnumerable<decimal>> AmountsAsync(Client client, string query) =>
        (await client.PagesAsync($"transactions?{query}")).Select(t => t.GetProperty("amount").GetDecimal());

    [Theory]
    [InlineData("", new[] { 13, 2, 1 })]
    [InlineData("&children=true&limit=1", new[] { 13, 2, 1 })]
    [InlineData("&children=false", new[] { 1 })]
    [InlineData("&order=asc&limit=2", new[] { 1, 2, 13 })]
    [InlineData("&sort=amount&limit=1", new[] { 13, 2, 1 })]
    [InlineData("&minAmount=2", new[] { 13, 2 })]
    public async Task A_category_has_those_below_it_unless_told_otherwise(string query, int[] amounts)
    {
        var (client, food, dining) = await CategorisedBook.MakeAsync(product);
        (await AmountsAsync(client, $"categoryId={food}{query}")).ShouldBe(amounts.Select(a => (decimal)a));
        (await AmountsAsync(client, $"categoryId={dining}")).ShouldBe([2m]);
    }

    [Theory]
    [InlineData("uncategorised=true", new[] { 16, 5 })]
    [InlineData("uncategorised=true&type=expense", new[] { 16 })]
    [InlineData("uncategorised=true&sort=amount&order=asc&limit=1", new[] { 5, 16 })]
    [InlineData("uncategorised=false&type=income", new[] { 5 })]
    public async Task What_is_in_no_category_is_found(string query, int[] amounts)
    {
        var (client, food, _) = await CategorisedBook.MakeAsync(product);
        (await AmountsAsync(client, query)).ShouldBe(amounts.Select(a => (decimal)a));
        (await client.GetAsync($"transactions?uncategorised=true&categoryId={food}")).Fields.ShouldBe(["uncategorised"]);
    }

    [Theory]
    [InlineData("date", "asc")]
    [InlineData("date", "desc")]
    [InlineData("amount", "asc")]
    [InlineData("amount", "desc")]
    [InlineData("created", "asc")]
    [InlineData("created", "desc")]
    public async Task Every_order_is_walked_page_by_page_and_sees_each_row_once(string sort, string order)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 10_000);
        var dice = new SeededRandom(sort.Length + order.Length);
        for (var i = 0; i < 30; i++)
        {
            (await client.ExpenseAsync(account, 1 + dice.Next(6) + 0.5m, date: $"2026-03-{1 + dice.Next(9):00}")).Ok();
        }
        var rows = await client.PagesAsync($"transactions?sort={sort}&order={order}&limit=7");
        rows.Select(r => r.GetProperty("transactionId").GetGuid()).Distinct().Count().ShouldBe(30);
        var keys = rows.Select(Key).ToList();
        keys.ShouldBe(order == "asc" ? keys.Order(StringComparer.Ordinal) : keys.OrderDescending(StringComparer.Ordinal));

        string Key(JsonElement row) =>
            (
                sort switch
                {
                    "date" => row.GetProperty("transactionDate").GetString(),
                    "amount" => row.GetProperty("amount")
                        .GetDecimal()
                        .ToString("0000.00", System.Globalization.CultureInfo.InvariantCulture),
                    _ => row.GetProperty("createdAt").GetDateTimeOffset().ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                }
            ) + row.GetProperty("transactionId").GetGuid();
    }

    [Fact]
    public async Task A_cursor_of_another_order_is_refused()
    {
        var (client, _, _) = await CategorisedBook.MakeAsync(product);
        foreach (var (from, to) in new[] { ("amount", "date"), ("date", "amount"), ("amount", "created") })
        {
            var link = (await client.GetAsync($"transactions?limit=1&sort={from}")).Headers.GetValues("Link").Single();
            var cursor = link.Split("cursor=")[1].Split('>', '&')[0];
            (await client.GetAsync($"transactions?sort={to}&cursor={cursor}")).ShouldFail(400, "cursor_mismatch");
        }
        foreach (
            var cursor in new[] { "YW1vdW50fDF8", "YW1vdW50fHh8eA", "%20", "YW1vdW50fC0xfDAxYTIxNzcwNjY4Njc4YmE5NDY4NzZjZDVkNGU5MzNh" }
        )
        {
            (await client.GetAsync($"transactions?sort=amount&cursor={cursor}")).ShouldFail(400, "invalid_cursor");
        }
        (await client.GetAsync("transactions?sort=size&order=up")).Fields.Order(StringComparer.Ordinal).ShouldBe(["order", "sort"]);
    }
}
