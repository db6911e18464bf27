using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions.ListTransactions;

/// <summary>Lists by category and in other orders, and what they come to.</summary>
public sealed class OrderAndCategoryTests(Product product) : IClassFixture<Product>
{
    private static async Task<List<decimal>> AmountsAsync(Client client, string query)
    {
        var amounts = new List<decimal>();
        var path = $"transactions?{query}";
        while (path is not null)
        {
            var page = await client.GetAsync(path);
            amounts.AddRange(page.Ok().EnumerateArray().Select(t => t.GetProperty("amount").GetDecimal()));
            path = page.Headers.TryGetValues("Link", out var link) ? link.Single().Split('>')[0].TrimStart('<') : null;
        }
        return amounts;
    }

    /// <summary>Food 1, Food › Dining 2, Food › Groceries 3 (as a part of 13), Travel 4, none 5 and 6 (as a part of 16), a transfer of 7.</summary>
    private async Task<(Client Client, Guid Food, Guid Dining)> BookAsync()
    {
        var client = await product.SignedUpAsync();
        var (account, savings) = (await client.OpenAccountAsync(opening: 1000), await client.OpenAccountAsync("savings"));
        var food = await MakeAsync("Food", null);
        var (dining, groceries, travel) = (
            await MakeAsync("Lunch", food),
            await MakeAsync("Market", food),
            await client.CategoryAsync("Travel")
        );
        (await client.ExpenseAsync(account, 1, food, "2026-03-01")).Ok();
        (await client.ExpenseAsync(account, 2, dining, "2026-03-02")).Ok();
        await SplitAsync(13, "2026-03-03", new { categoryId = groceries, amount = 3 }, new { categoryId = travel, amount = 10 });
        (await client.ExpenseAsync(account, 4, travel, "2026-03-04")).Ok();
        (await client.IncomeAsync(account, 5, null, "2026-03-05")).Ok();
        await SplitAsync(16, "2026-03-06", new { amount = 6 }, new { categoryId = travel, amount = 10 });
        (
            await client.PostAsync(
                "transfers",
                new
                {
                    fromAccountId = account,
                    toAccountId = savings,
                    amount = 7,
                    date = "2026-03-07",
                }
            )
        ).Ok();
        return (client, food, dining);

        async Task<Guid> MakeAsync(string name, Guid? parentId) => (
                await client.PostAsync(
                    "categories",
                    new
                    {
                        name,
                        kind = "expense",
                        parentId,
                    }
                )
            ).Ok().GetProperty("categoryId").GetGuid();

        async Task SplitAsync(decimal amount, string date, params object[] splits) =>
            (
                await client.PostAsync(
                    "transactions",
                    new
                    {
                        accountId = account,
                        type = "expense",
                        amount,
                        date,
                        splits,
                    }
                )
            ).Ok();
    }

    [Theory]
    [InlineData("", new[] { 13, 2, 1 })]
    [InlineData("&children=true&limit=1", new[] { 13, 2, 1 })]
    [InlineData("&children=false", new[] { 1 })]
    [InlineData("&order=asc&limit=2", new[] { 1, 2, 13 })]
    [InlineData("&sort=amount&limit=1", new[] { 13, 2, 1 })]
    [InlineData("&minAmount=2", new[] { 13, 2 })]
    public async Task A_category_has_those_below_it_unless_told_otherwise(string query, int[] amounts)
    {
        var (client, food, dining) = await BookAsync();
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
        var (client, food, _) = await BookAsync();
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
        var dice = new Dice(sort.Length + order.Length);
        for (var i = 0; i < 30; i++)
        {
            (await client.ExpenseAsync(account, 1 + dice.Next(6) + 0.5m, date: $"2026-03-{1 + dice.Next(9):00}")).Ok();
        }
        var rows = new List<JsonElement>();
        var path = $"transactions?sort={sort}&order={order}&limit=7";
        while (path is not null)
        {
            var page = await client.GetAsync(path);
            rows.AddRange(page.Ok().EnumerateArray());
            path = page.Headers.TryGetValues("Link", out var link) ? link.Single().Split('>')[0].TrimStart('<') : null;
        }
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
        var (client, _, _) = await BookAsync();
        foreach (var (from, to) in new[] { ("amount", "date"), ("date", "amount"), ("amount", "created") })
        {
            var link = (await client.GetAsync($"transactions?limit=1&sort={from}")).Headers.GetValues("Link").Single();
            var cursor = link.Split("cursor=")[1].Split('>', '&')[0];
            (await client.GetAsync($"transactions?sort={to}&cursor={cursor}")).ShouldFail(400, "invalid_cursor");
        }
        foreach (
            var cursor in new[] { "YW1vdW50fDF8", "YW1vdW50fHh8eA", "%20", "YW1vdW50fC0xfDAxYTIxNzcwNjY4Njc4YmE5NDY4NzZjZDVkNGU5MzNh" }
        )
        {
            (await client.GetAsync($"transactions?sort=amount&cursor={cursor}")).ShouldFail(400, "invalid_cursor");
        }
        (await client.GetAsync("transactions?sort=size&order=up")).Fields.Order(StringComparer.Ordinal).ShouldBe(["order", "sort"]);
    }

    [Theory]
    [InlineData("", 8, 12, 43)]
    [InlineData("type=expense", 5, 0, 36)]
    [InlineData("type=transfer", 2, 7, 7)]
    [InlineData("uncategorised=true", 2, 5, 16)]
    [InlineData("startDate=2026-03-04&endDate=2026-03-06", 3, 5, 20)]
    [InlineData("q=nothing", 0, 0, 0)]
    public async Task The_summary_is_what_the_list_comes_to(string query, int count, int moneyIn, int moneyOut)
    {
        var (client, _, _) = await BookAsync();
        var summary = (await client.GetAsync($"transactions/summary?{query}")).Ok();
        (await AmountsAsync(client, query)).Count.ShouldBe(summary.GetProperty("count").GetInt32());
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
