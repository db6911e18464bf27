using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Analytics.Report;

public sealed class ReportTests(Product product) : IClassFixture<Product>
{
    private const string March = "startDate=2026-03-01&endDate=2026-03-31";

    [Fact]
    public async Task Each_kind_shows_the_same_money_in_its_own_rows()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 10_000);
        var dining = await client.CategoryAsync("Dining");
        var sub = (
            await client.PostAsync(
                "categories",
                new
                {
                    name = "Coffee",
                    kind = "expense",
                    parentId = dining,
                }
            )
        ).Ok().GetProperty("categoryId").GetGuid();
        var first = await SpendAsync(client, account, 500, sub, "Cafe Madras", "2026-03-05", "fun", "work");
        await SpendAsync(client, account, 20, dining, "CAFE MADRAS ", "2026-03-31", "fun");
        await SpendAsync(client, account, 3, null, null, "2026-03-31");
        await SpendAsync(client, account, 1, null, null, "2026-04-01");
        (await client.IncomeAsync(account, 900, await client.CategoryAsync("Salary", "income"), "2026-03-01")).Ok();
        (
            await client.PostAsync(
                "transactions",
                new
                {
                    accountId = account,
                    amount = 200,
                    type = "income",
                    refundOf = first,
                    date = "2026-03-06",
                }
            )
        ).Ok();

        (await RowsAsync(client, "income-statement")).ShouldBe(["Salary 900 0 1", "Dining 0 320 3", "Uncategorised 0 3 1"]);
        (await RowsAsync(client, "by-category")).ShouldBe(["Salary 900 0 1", "Coffee 0 300 2", "Dining 0 20 1", "Uncategorised 0 3 1"]);
        (await RowsAsync(client, "by-merchant")).ShouldBe(["No merchant 900 3 2", "CAFE MADRAS 0 320 3"]);
        (await RowsAsync(client, "by-tag")).ShouldBe(["Untagged 900 3 2", "fun 0 320 3", "work 0 300 2"]);
        (await RowsAsync(client, "by-account")).ShouldBe(["My checking 900 323 5"]);
        (await RowsAsync(client, "year-in-review")).ShouldBe(["2026-03 900 323 5"]);
        foreach (var kind in new[] { "income-statement", "by-category", "by-merchant", "by-tag", "by-account", "year-in-review" })
        {
            var totals = (await client.GetAsync($"analytics/reports?kind={kind}&{March}")).Ok().GetProperty("totals");
            Row(totals).ShouldBe("900 323 5", kind);
        }
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("Returns desk", "")]
    [InlineData("Returns desk", "bank")]
    public async Task A_refund_reaches_merchant_and_tags_of_what_was_paid(string? merchant, string tag)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        var paid = await SpendAsync(client, account, 500, null, "Shop", "2026-03-05", "trip");
        var body = new
        {
            accountId = account,
            amount = 500,
            type = "income",
            refundOf = paid,
            date = "2026-03-31",
            merchant,
            tags = tag.Length == 0 ? Array.Empty<string>() : [tag],
        };
        (await client.PostAsync("transactions", body)).Ok();
        (await RowsAsync(client, "by-merchant")).ShouldBe(["Shop 0 0 2"]);
        (await RowsAsync(client, "by-tag")).ShouldBe(["trip 0 0 2"]);
    }

    [Fact]
    public async Task A_refund_in_another_month_than_what_was_paid_still_reaches_its_merchant()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        var paid = await SpendAsync(client, account, 500, null, "Shop", "2026-01-05", "trip");
        var body = new
        {
            accountId = account,
            amount = 200,
            type = "income",
            refundOf = paid,
            date = "2026-03-31",
        };
        (await client.PostAsync("transactions", body)).Ok();
        (await RowsAsync(client, "by-merchant")).ShouldBe(["Shop 0 -200 1"]);
        (await RowsAsync(client, "by-tag")).ShouldBe(["trip 0 -200 1"]);
    }

    [Fact]
    public async Task Merchants_and_tags_are_one_when_their_names_are_equal()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        string[] names = ["ΟΔΟΣ", "οδος", "οδος\u00A0"];
        foreach (var name in names)
        {
            await SpendAsync(client, account, 1, null, name, "2026-03-05", name);
        }
        (await RowsAsync(client, "by-merchant")).Select(r => r[^5..]).ShouldBe(["0 3 3"]);
        (await RowsAsync(client, "by-tag")).Select(r => r[^5..]).ShouldBe(["0 3 3"]);
        foreach (var name in names)
        {
            (await client.GetAsync($"transactions?tag={Uri.EscapeDataString(name)}")).Ok().GetArrayLength().ShouldBe(3, name);
            (await client.GetAsync($"transactions?q={Uri.EscapeDataString(name)}")).Ok().GetArrayLength().ShouldBeGreaterThan(0, name);
        }
    }

    [Fact]
    public async Task A_tag_that_is_there_twice_counts_once()
    {
        var client = await product.SignedUpAsync();
        await SpendAsync(client, await client.OpenAccountAsync(opening: 1000), 100, null, null, "2026-03-05", "food", "Food", "food");
        (await RowsAsync(client, "by-tag")).Select(r => r.ToUpperInvariant()).ShouldBe(["FOOD 0 100 1"]);
    }

    [Fact]
    public async Task A_kind_must_be_known_and_an_empty_book_has_no_rows()
    {
        var client = await product.SignedUpAsync();
        (await client.GetAsync("analytics/reports")).Fields.ShouldBe(["kind"]);
        (await client.GetAsync("analytics/reports?kind=by-moon")).ShouldFail(400, "validation_failed");
        (await RowsAsync(client, "by-tag")).ShouldBeEmpty();
        (await RowsAsync(client, "year-in-review")).ShouldBe(["2026-03 0 0 0"]);
    }

    private static async Task<List<string>> RowsAsync(Client client, string kind)
    {
        var rows = (await client.GetAsync($"analytics/reports?kind={kind}&{March}")).Ok().GetProperty("rows");
        return [.. rows.EnumerateArray().Select(r => $"{r.GetProperty("label").GetString()} {Row(r)}")];
    }

    private static string Row(JsonElement r)
    {
        r.GetProperty("net").GetDecimal().ShouldBe(r.GetProperty("income").GetDecimal() - r.GetProperty("expenses").GetDecimal());
        return $"{r.GetProperty("income").GetDecimal():0.##} {r.GetProperty("expenses").GetDecimal():0.##} {r.GetProperty("count").GetInt64()}";
    }

    private static async Task<Guid> SpendAsync(
        Client client,
        Guid accountId,
        decimal amount,
        Guid? categoryId,
        string? merchant,
        string date,
        params string[] tags
    ) => (
            await client.PostAsync(
                "transactions",
                new
                {
                    accountId,
                    amount,
                    type = "expense",
                    categoryId,
                    merchant,
                    date,
                    tags,
                }
            )
        ).Ok().GetProperty("transactionId").GetGuid();
}
