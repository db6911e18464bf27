using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions.ChangeTransactions;

public sealed class ChangeTransactionsTests(Product product) : IClassFixture<Product>
{
    private static string Told(Reply reply) =>
        $"{reply.Ok().GetProperty("matched")} {reply["changed"]} "
        + string.Join(',', reply["skipped"].EnumerateArray().Select(s => s.GetProperty("code").GetString()));

    [Fact]
    public async Task What_matches_is_changed_alike_and_what_cannot_be_is_skipped()
    {
        var client = await product.SignedUpAsync();
        var (account, savings) = (await client.OpenAccountAsync(opening: 1000), await client.OpenAccountAsync("savings", 100));
        var (dining, salary) = (await client.CategoryAsync("Dining"), await client.CategoryAsync("Salary", "income"));
        var ids = new List<Guid>();
        for (var i = 1; i <= 3; i++)
        {
            var body = new
            {
                accountId = account,
                amount = i,
                type = "expense",
                date = $"2026-03-0{i}",
                tags = new[] { "old", "Trip" },
            };
            ids.Add((await client.PostAsync("transactions", body)).Ok().GetProperty("transactionId").GetGuid());
        }
        (
            await client.PostAsync(
                "transfers",
                new
                {
                    fromAccountId = account,
                    toAccountId = savings,
                    amount = 5,
                    date = "2026-03-04",
                }
            )
        ).Ok();
        (await client.PostAsync($"accounts/{account}/reconcile", new { statementDate = "2026-03-01", statementBalance = 999 })).Ok();

        var set = new
        {
            categoryId = dining,
            merchant = "Cafe",
            addTags = new[] { "new", "OLD" },
            removeTags = new[] { "trip" },
        };
        var filter = new { accountId = account, startDate = "2026-03-01" };
        Told(
                await client.PostAsync(
                    "transactions/change",
                    new
                    {
                        filter,
                        set,
                        dryRun = true,
                    }
                )
            )
            .ShouldBe("4 2 validation_failed,reconciled");
        (await client.GetAsync($"transactions?tag=new")).Ok().GetArrayLength().ShouldBe(0);
        var reply = await client.PostAsync("transactions/change", new { filter, set });
        Told(reply).ShouldBe("4 2 validation_failed,reconciled");
        reply["skipped"][1].GetProperty("id").GetGuid().ShouldBe(ids[0]);
        var row = (await client.GetAsync($"transactions/{ids[1]}")).Ok();
        row.GetProperty("categoryName").GetString().ShouldBe("Dining");
        row.GetProperty("merchant").GetString().ShouldBe("Cafe");
        row.GetProperty("tags").EnumerateArray().Select(t => t.GetString()).ShouldBe(["old", "new"]);
        // Again there is nothing to change.
        Told(await client.PostAsync("transactions/change", new { ids = ids[1..], set })).ShouldBe("2 0 ");
        Told(await client.PostAsync("transactions/change", new { ids, set = new { categoryId = salary } }))
            .ShouldBe("3 0 reconciled,category_kind,category_kind");
        (await client.BalanceAsync(account)).ShouldBe(1000 - 6 - 5);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Categories_are_cleared_splits_end_and_unknown_ids_are_told()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        var (dining, travel) = (await client.CategoryAsync("Dining"), await client.CategoryAsync("Travel"));
        var split = new
        {
            accountId = account,
            amount = 30,
            type = "expense",
            splits = new object[] { new { categoryId = dining, amount = 10 }, new { categoryId = travel, amount = 20 } },
        };
        var id = (await client.PostAsync("transactions", split)).Ok().GetProperty("transactionId").GetGuid();
        var unknown = Guid.CreateVersion7();
        Told(await client.PostRawAsync("transactions/change", $$$"""{"ids":["{{{id}}}","{{{unknown}}}"],"set":{"categoryId":null}}"""))
            .ShouldBe("2 1 not_found");
        var row = (await client.GetAsync($"transactions/{id}")).Ok();
        row.GetProperty("splits").GetArrayLength().ShouldBe(0);
        row.GetProperty("categoryName").GetString().ShouldBe("Uncategorised");
        (await client.PostAsync("transactions/change", new { ids = new[] { id }, set = new { categoryId = unknown } })).ShouldFail(
            404,
            "not_found"
        );
        var body = new { ids = new[] { id }, set = new { status = "pending" } };
        var first = await client.PostAsync("transactions/change", body, ("Idempotency-Key", "a"));
        (await client.PostAsync("transactions/change", body, ("Idempotency-Key", "a"))).Text.ShouldBe(first.Text);
        Told(first).ShouldBe("1 1 ");
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task More_than_five_thousand_are_too_many_and_five_thousand_are_not()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100_000);
        for (var i = 0; i < 5; i++)
        {
            await AddAsync(1000);
        }
        var change = new { filter = new { accountId = account }, set = new { status = "pending", addTags = new[] { "all" } } };
        Told(await client.PostAsync("transactions/change", change)).ShouldBe("5000 5000 ");
        await AddAsync(1);
        (await client.PostAsync("transactions/change", change)).ShouldFail(409, "too_many_matches");
        Told(await client.PostAsync("transactions/change", new { filter = new { status = "cleared" }, change.set })).ShouldBe("1 1 ");
        await product.ShouldBeConsistentAsync();

        async Task AddAsync(int count)
        {
            var items = Enumerable
                .Range(0, count)
                .Select(_ => new
                {
                    accountId = account,
                    amount = 1,
                    type = "expense",
                });
            (await client.PostAsync("transactions/bulk?atomic=true", new { items })).Ok();
        }
    }

    [Theory]
    [InlineData("""{"set":{"status":"pending"}}""", "filter")]
    [InlineData("""{"ids":[],"set":{"status":"pending"}}""", "ids")]
    [InlineData("""{"filter":{},"ids":["01a21770-6686-78ba-9468-76cd5d4e933a"],"set":{"status":"pending"}}""", "filter")]
    [InlineData("""{"filter":{}}""", "set")]
    [InlineData("""{"filter":{},"set":{}}""", "set")]
    [InlineData("""{"filter":{},"set":{"status":"lost"}}""", "set.status")]
    [InlineData("""{"filter":{},"set":{"status":null}}""", "set.status")]
    [InlineData("""{"filter":{"type":"gift"},"set":{"merchant":"x"}}""", "filter.type")]
    [InlineData("""{"filter":{"tags":[]},"set":{"merchant":"x"}}""", "filter.tags")]
    public async Task A_wrong_field_is_named(string body, string field) =>
        (await (await product.SignedUpAsync()).PostRawAsync("transactions/change", body)).Fields.ShouldBe([field]);
}
