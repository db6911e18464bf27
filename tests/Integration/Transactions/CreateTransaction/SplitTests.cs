using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions.CreateTransaction;

public sealed class SplitTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Each_part_counts_in_its_own_category()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        var (groceries, health) = (await client.CategoryAsync("Groceries"), await client.CategoryAsync("Health"));
        var created = (await PostAsync(client, account, 100, (groceries, 60.5m), (health, 30), (null, 9.5m))).Ok();
        created.GetProperty("categoryId").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        created.GetProperty("splits").EnumerateArray().Select(s => s.GetProperty("amount").GetDecimal()).ShouldBe([60.5m, 30, 9.5m]);
        var id = created.GetProperty("transactionId").GetGuid();
        (await client.GetAsync($"transactions/{id}")).Ok().GetProperty("splits").GetArrayLength().ShouldBe(3);
        var spending = await SpendingAsync(client);
        spending["Groceries"].ShouldBe(60.5m);
        spending["Health"].ShouldBe(30);
        spending["Uncategorised"].ShouldBe(9.5m);
        (await client.BalanceAsync(account)).ShouldBe(900);
        (await client.GetAsync($"transactions?categoryId={health}")).Ok().GetArrayLength().ShouldBe(1);
        await product.ShouldBeConsistentAsync();

        // Changed, ended and deleted: the totals follow each time.
        object[] parts = [new { categoryId = health, amount = 70 }, new { categoryId = groceries, amount = 50 }];
        (await client.PutAsync($"transactions/{id}", new { amount = 120, splits = parts })).Ok();
        (await SpendingAsync(client))["Health"].ShouldBe(70);
        (await client.PutAsync($"transactions/{id}", new { amount = 121 })).ShouldFail(400, "splits_do_not_sum");
        (await client.PutAsync($"transactions/{id}", new { categoryId = groceries }))
            .Ok()
            .GetProperty("splits")
            .GetArrayLength()
            .ShouldBe(0);
        (await SpendingAsync(client)).ShouldBe(new Dictionary<string, decimal>(StringComparer.Ordinal) { ["Groceries"] = 120 });
        (await client.PutAsync($"transactions/{id}", new { splits = parts })).Ok();
        (await client.DeleteAsync($"transactions/{id}")).Ok();
        (await SpendingAsync(client)).ShouldBeEmpty();
        (await client.BalanceAsync(account)).ShouldBe(1000);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Parts_that_do_not_fit_are_refused_and_nothing_is_written()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        var (dining, salary) = (await client.CategoryAsync("Dining"), await client.CategoryAsync("Salary", "income"));
        var other = await product.SignedUpAsync();
        (await PostAsync(client, account, 100, (dining, 60), (null, 39.99m))).ShouldFail(400, "splits_do_not_sum");
        (await PostAsync(client, account, 100, (dining, 60.001m), (null, 39.999m))).ShouldFail(400, "currency_precision");
        (await PostAsync(client, account, 100, (salary, 60), (null, 40))).ShouldFail(400, "category_kind");
        (await PostAsync(client, account, 100, (await other.CategoryAsync("Dining"), 60), (null, 40))).ShouldFail(404, "not_found");
        (await PostAsync(client, account, 100, (dining, 110), (null, -10))).ShouldFail(400, "validation_failed");
        var both = await client.PostAsync(
            "transactions",
            new
            {
                accountId = account,
                amount = 1,
                type = "expense",
                categoryId = dining,
                splits = new[] { new { categoryId = dining, amount = 1 } },
            }
        );
        both.ShouldFail(400, "validation_failed");
        both.Fields.ShouldBe(["categoryId"]);
        (await PostAsync(client, account, 101, [.. Enumerable.Range(0, 101).Select(_ => ((Guid?)dining, 1m))])).ShouldFail(
            400,
            "validation_failed"
        );
        (await client.GetAsync("transactions")).Ok().GetArrayLength().ShouldBe(0);
        (await client.BalanceAsync(account)).ShouldBe(1000);
    }

    private static Task<Reply> PostAsync(Client client, Guid account, decimal amount, params (Guid? Category, decimal Amount)[] parts) =>
        client.PostAsync(
            "transactions",
            new
            {
                accountId = account,
                amount,
                type = "expense",
                splits = parts.Select(p => new { categoryId = p.Category, amount = p.Amount }),
            }
        );

    private static async Task<Dictionary<string, decimal>> SpendingAsync(Client client) =>
        (await client.DashboardAsync())
            .GetProperty("spendingByCategory")
            .EnumerateArray()
            .ToDictionary(c => c.GetProperty("category").GetString()!, c => c.GetProperty("amount").GetDecimal(), StringComparer.Ordinal);
}
