using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions.ListTransactions;

/// <summary>The filters by which programs find what they know, and what came since they looked.</summary>
public sealed class FilterTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Rows_are_found_by_ids_accounts_tags_flow_and_instants()
    {
        var client = await product.SignedUpAsync();
        var (one, two, three) = (
            await client.OpenAccountAsync(opening: 1000),
            await client.OpenAccountAsync("savings", 1000),
            await client.OpenAccountAsync("cash", 1000)
        );
        var a = await AddAsync(client, one, 10, "Rent", "Home");
        var b = await AddAsync(client, two, 20, "home");
        var c = await AddAsync(client, three, 30, "rent", "trip, far");
        var now = Uri.EscapeDataString((await client.GetAsync($"transactions/{c}")).Ok().GetProperty("createdAt").GetString()!);
        (await client.PutAsync($"transactions/{a}", new { merchant = "Landlord" })).Ok();
        (await client.IncomeAsync(one, 40)).Ok();

        async Task<decimal[]> Amounts(string query) =>
            [.. (await client.PagesAsync($"transactions?sort=amount&order=asc&{query}")).Select(t => t.GetProperty("amount").GetDecimal())];
        (await Amounts($"ids={a},{c},{Guid.CreateVersion7()}")).ShouldBe([10, 30]);
        (await Amounts($"accountIds={two},{three}")).ShouldBe([20, 30]);
        (await Amounts("tags=rent,home")).ShouldBe([10, 20, 30]);
        (await Amounts("tags=RENT,home&tagMode=all")).ShouldBe([10]);
        (await Amounts("tag=trip,%20far")).ShouldBe([30]);
        (await Amounts("flow=income")).ShouldBe([40]);
        (await Amounts($"createdSince={now}")).ShouldBe([30, 40]);
        (await Amounts($"updatedSince={now}")).ShouldBe([10, 30, 40]);
        (await Amounts("reconciled=true")).ShouldBeEmpty();
        (await Amounts($"ids={b}&flow=income")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_reconciled_is_told_from_the_rest_and_a_parent_from_what_is_below_it()
    {
        var (client, food, dining) = await CategorisedBook.MakeAsync(product);
        (await CountAsync($"categoryId={food}&includeChildren=false")).ShouldBe(1);
        (await CountAsync($"categoryId={food}&includeChildren=true")).ShouldBe(3);
        (await client.GetAsync($"transactions?categoryId={dining}&includeChildren=true&children=true")).Fields.ShouldBe(["children"]);
        var account = await client.OpenAccountAsync("cash", 100);
        (await client.ExpenseAsync(account, 30, date: "2026-03-01")).Ok();
        (await client.PostAsync($"accounts/{account}/reconcile", new { statementDate = "2026-03-31", statementBalance = 70 })).Ok();
        (await client.ExpenseAsync(account, 5, date: "2026-04-01")).Ok();
        (await CountAsync($"accountId={account}&reconciled=true")).ShouldBe(1);
        (await CountAsync($"accountId={account}&reconciled=false")).ShouldBe(1);

        async Task<int> CountAsync(string query) => (await client.PagesAsync($"transactions?{query}")).Count;
    }

    [Theory]
    [InlineData("ids=7", "ids")]
    [InlineData("ids=", "ids")]
    [InlineData("accountIds=,", "accountIds")]
    [InlineData("tags=a,,b", "tags")]
    [InlineData("tagMode=some", "tagMode")]
    [InlineData("createdSince=2026-01-01", "createdSince")]
    [InlineData("updatedSince=2026-01-01T00:00:00", "updatedSince")]
    [InlineData("updatedSince=yesterday", "updatedSince")]
    [InlineData("flow=gift", "flow")]
    [InlineData("reconciled=1", "reconciled")]
    [InlineData("sort=size", "sort")]
    public async Task A_wrong_filter_is_named(string query, string field)
    {
        var client = await product.SignedUpAsync();
        (await client.GetAsync($"transactions?{query}")).Fields.ShouldBe([field]);
        var many = string.Join(',', Enumerable.Range(0, 101).Select(_ => Guid.CreateVersion7()));
        (await client.GetAsync($"transactions?ids={many}")).Fields.ShouldBe(["ids"]);
    }

    private static async Task<Guid> AddAsync(Client client, Guid account, decimal amount, params string[] tags)
    {
        var body = new
        {
            accountId = account,
            amount,
            type = "expense",
            tags,
        };
        return (await client.PostAsync("transactions", body)).Ok().GetProperty("transactionId").GetGuid();
    }
}
