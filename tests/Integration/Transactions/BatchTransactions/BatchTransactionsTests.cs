using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions.BatchTransactions;

public sealed class BatchTransactionsTests(Product product) : IClassFixture<Product>
{
    private static async Task<(Client Client, Guid Account, Guid[] Rows)> MakeAsync(Product product)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        var rows = new List<Guid>();
        for (var i = 1; i <= 3; i++)
        {
            rows.Add((await client.ExpenseAsync(account, 10 * i)).Ok().GetProperty("transactionId").GetGuid());
        }
        return (client, account, [.. rows]);
    }

    private static object[] Mixed(Guid account, Guid[] rows) =>
        [
            new
            {
                op = "create",
                body = new
                {
                    accountId = account,
                    amount = 5,
                    type = "income",
                },
            },
            new
            {
                op = "update",
                id = rows[0],
                body = new { amount = 11, merchant = "Shop" },
            },
            new { op = "delete", id = rows[1] },
            new
            {
                op = "update",
                id = rows[1],
                body = new { amount = 1 },
            },
            new
            {
                op = "update",
                id = rows[2],
                ifMatch = "\"1-0\"",
                body = new { amount = 1 },
            },
            new
            {
                op = "create",
                body = new
                {
                    accountId = account,
                    amount = 1_000_000,
                    type = "expense",
                },
            },
            new { op = "upsert" },
        ];

    [Fact]
    public async Task Operations_see_those_before_them_and_the_good_ones_commit_together()
    {
        var (client, account, rows) = await MakeAsync(product);
        var reply = await client.PostAsync("transactions/batch", new { operations = Mixed(account, rows) });
        var outcomes = reply.Ok().EnumerateArray().ToList();
        outcomes.Select(o => o.GetProperty("status").GetInt32()).ShouldBe([201, 200, 204, 404, 412, 400, 400]);
        outcomes.Select(o => o.GetProperty("index").GetInt32()).ShouldBe(Enumerable.Range(0, 7));
        outcomes[1].GetProperty("transaction").GetProperty("merchant").GetString().ShouldBe("Shop");
        Code(outcomes[4]).ShouldBe("stale_version");
        Code(outcomes[5]).ShouldBe("insufficient_balance");
        outcomes[6].GetProperty("problem").GetProperty("errors").GetProperty("op").GetArrayLength().ShouldBe(1);
        (await client.BalanceAsync(account)).ShouldBe(1000 + 5 - 11 - 30);
        reply.Headers.GetValues("Rupaya-Seq").Single().ShouldBe((await client.GetAsync("books")).Ok()[0].GetProperty("seq").ToString());
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task An_atomic_batch_writes_all_or_nothing()
    {
        var (client, account, rows) = await MakeAsync(product);
        var refused = await client.PostAsync("transactions/batch?atomic=true", new { operations = Mixed(account, rows) });
        refused.Ok().EnumerateArray().Select(o => o.GetProperty("status").GetInt32()).ShouldBe([424, 424, 424, 404, 412, 400, 400]);
        (await client.BalanceAsync(account)).ShouldBe(940);
        var taken = await client.PostAsync("transactions/batch?atomic=true", new { operations = Mixed(account, rows).Take(3) });
        taken.Ok().EnumerateArray().Select(o => o.GetProperty("status").GetInt32()).ShouldBe([201, 200, 204]);
        (await client.BalanceAsync(account)).ShouldBe(964);
    }

    [Fact]
    public async Task Transfers_refunds_and_splits_stay_whole_within_a_batch()
    {
        var (client, account, rows) = await MakeAsync(product);
        var savings = await client.OpenAccountAsync("savings", 500);
        var (dining, travel) = (await client.CategoryAsync("Dining"), await client.CategoryAsync("Travel"));
        var transfer = (
            await client.PostAsync(
                "transfers",
                new
                {
                    fromAccountId = account,
                    toAccountId = savings,
                    amount = 100,
                }
            )
        ).Ok();
        var leg = transfer.GetProperty("from").GetProperty("transactionId").GetGuid();
        var operations = new object[]
        {
            new
            {
                op = "update",
                id = leg,
                body = new { amount = 70 },
            },
            new
            {
                op = "create",
                body = new
                {
                    accountId = account,
                    amount = 4,
                    type = "income",
                    refundOf = rows[0],
                },
            },
            new { op = "delete", id = rows[0] },
            new
            {
                op = "update",
                id = rows[2],
                body = new { splits = new object[] { new { categoryId = dining, amount = 10 }, new { categoryId = travel, amount = 20 } } },
            },
            new { op = "delete", id = leg },
        };
        var outcomes = (await client.PostAsync("transactions/batch", new { operations })).Ok().EnumerateArray().ToList();
        outcomes.Select(o => o.GetProperty("status").GetInt32()).ShouldBe([200, 201, 409, 200, 204]);
        Code(outcomes[2]).ShouldBe("has_refunds");
        (await client.BalanceAsync(account)).ShouldBe(1000 - 60 + 4);
        (await client.BalanceAsync(savings)).ShouldBe(500);
        (await client.GetAsync($"transactions/{rows[2]}")).Ok().GetProperty("splits").GetArrayLength().ShouldBe(2);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task A_batch_is_replayed_by_its_key_and_tells_one_event()
    {
        var (client, account, rows) = await MakeAsync(product);
        var body = new { operations = Mixed(account, rows) };
        var first = await client.PostAsync("transactions/batch", body, ("Idempotency-Key", "once"));
        var second = await client.PostAsync("transactions/batch", body, ("Idempotency-Key", "once"));
        second.Text.ShouldBe(first.Text);
        second.Headers.GetValues("Idempotency-Replayed").Single().ShouldBe("true");
        second.Headers.GetValues("Rupaya-Seq").ShouldBe(first.Headers.GetValues("Rupaya-Seq"));
        (await client.BalanceAsync(account)).ShouldBe(964);
    }

    [Theory]
    [InlineData("""{"operations":[]}""", "operations")]
    [InlineData("""{}""", "operations")]
    public async Task A_wrong_field_is_named(string body, string field) =>
        (await (await product.SignedUpAsync()).PostRawAsync("transactions/batch", body)).Fields.ShouldBe([field]);

    [Fact]
    public async Task What_is_wrong_with_an_operation_is_its_own()
    {
        var (client, account, rows) = await MakeAsync(product);
        var other = await product.SignedUpAsync();
        var foreign = await other.OpenAccountAsync(opening: 10);
        var theirs = (await other.ExpenseAsync(foreign, 1)).Ok().GetProperty("transactionId").GetGuid();
        var operations = new object[]
        {
            new
            {
                op = "update",
                id = theirs,
                body = new { amount = 1 },
            },
            new { op = "delete", id = theirs },
            new
            {
                op = "create",
                body = new
                {
                    accountId = foreign,
                    amount = 1,
                    type = "expense",
                },
            },
            new
            {
                op = "create",
                id = rows[0],
                body = new
                {
                    accountId = account,
                    amount = 1,
                    type = "expense",
                },
            },
            new { op = "update", body = new { amount = 1 } },
            new { op = "create" },
            new
            {
                op = "update",
                id = rows[0],
                body = new { amount = 0 },
            },
            new
            {
                op = "delete",
                id = rows[0],
                body = new { force = true },
            },
        };
        var outcomes = (await client.PostAsync("transactions/batch", new { operations })).Ok().EnumerateArray().ToList();
        outcomes.Select(o => o.GetProperty("status").GetInt32()).ShouldBe([404, 404, 404, 400, 400, 400, 400, 400]);
        outcomes
            .Skip(3)
            .Select(o => o.GetProperty("problem").GetProperty("errors").EnumerateObject().Single().Name)
            .ShouldBe(["id", "id", "body", "amount", "reason"]);
        var loose = await client.PostAsync(
            "transactions/batch",
            new
            {
                operations = new[]
                {
                    new
                    {
                        op = "delete",
                        id = rows[1],
                        bdy = 1,
                    },
                },
            }
        );
        loose.Headers.GetValues("Rupaya-Ignored").Single().ShouldBe("operations[].bdy");
    }

    private static string? Code(JsonElement outcome) => outcome.GetProperty("problem").GetProperty("code").GetString();
}
