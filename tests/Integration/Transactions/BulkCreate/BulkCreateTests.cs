using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions.BulkCreate;

public sealed class BulkCreateTests(Product product) : IClassFixture<Product>
{
    private static object Item(Guid account, object amount, string type = "expense", Guid? category = null) =>
        new
        {
            accountId = account,
            amount,
            type,
            categoryId = category,
            tags = new[] { "a \"b\"", "c\\d,{e}" },
            merchant = "Bulk",
        };

    private static int[] Statuses(Reply reply) => [.. reply.Ok().EnumerateArray().Select(o => o.GetProperty("status").GetInt32())];

    private static string? CodeOf(Reply reply, int index) => reply.Body[index].GetProperty("problem").GetProperty("code").GetString();

    [Fact]
    public async Task Valid_items_commit_together_and_the_others_carry_their_problems()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync("cash", 100);
        var yen = await client.OpenAccountAsync("savings", 100, "JPY");
        var stranger = await product.SignedUpAsync();
        object[] items =
        [
            Item(account, 60),
            Item(account, 50),
            Item(account, 20, "income"),
            Item(account, 60),
            Item(account, 0),
            Item(account, "ten"),
            Item(yen, 1.5),
            Item(await stranger.OpenAccountAsync(), 1),
            Item(account, 1, "expense", await client.CategoryAsync("Salary", "income")),
            new { },
            "rubbish",
        ];
        var reply = await client.PostAsync("transactions/bulk", new { items });
        Statuses(reply).ShouldBe([201, 400, 201, 201, 400, 400, 400, 404, 400, 400, 400]);
        CodeOf(reply, 1).ShouldBe("insufficient_balance");
        CodeOf(reply, 4).ShouldBe("validation_failed");
        reply.Body[5].GetProperty("problem").GetProperty("errors").EnumerateObject().Single().Name.ShouldBe("amount");
        CodeOf(reply, 6).ShouldBe("currency_precision");
        CodeOf(reply, 8).ShouldBe("category_kind");
        CodeOf(reply, 10).ShouldBe("malformed_json");
        (await client.BalanceAsync(account)).ShouldBe(0);
        var listed = (await client.GetAsync("transactions")).Ok();
        listed.GetArrayLength().ShouldBe(3);
        listed[0].GetProperty("tags").EnumerateArray().Select(t => t.GetString()).ShouldBe(["a \"b\"", "c\\d,{e}"]);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Atomic_writes_all_or_nothing()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var good = Enumerable.Range(1, 5).Select(i => Item(account, i)).ToList();
        var seq = (await client.GetAsync("books")).Ok()[0].GetProperty("seq").GetInt64();
        var refused = await client.PostAsync(
            "transactions/bulk?atomic=true",
            new { items = good.Append(Item(account, -1)) },
            ("Idempotency-Key", "all")
        );
        Statuses(refused).ShouldBe([424, 424, 424, 424, 424, 400]);
        CodeOf(refused, 0).ShouldBe("bulk_aborted");
        (await client.GetAsync("books")).Ok()[0].GetProperty("seq").GetInt64().ShouldBe(seq);
        // What was answered is what a retry is answered.
        var again = await client.PostAsync(
            "transactions/bulk?atomic=true",
            new { items = good.Append(Item(account, -1)) },
            ("Idempotency-Key", "all")
        );
        again.Text.ShouldBe(refused.Text);
        Statuses(await client.PostAsync("transactions/bulk?atomic=true", new { items = good })).ShouldAllBe(s => s == 201);
        (await client.BalanceAsync(account)).ShouldBe(-15);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task A_thousand_items_are_taken_and_a_thousand_and_one_are_not()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100_000);
        var items = Enumerable.Range(0, 1001).Select(_ => Item(account, 1)).ToList();
        var refused = await client.PostAsync("transactions/bulk", new { items });
        refused.ShouldFail(400, "validation_failed");
        refused.Fields.ShouldBe(["items"]);
        (await client.PostAsync("transactions/bulk", new { items = Array.Empty<object>() })).ShouldFail(400, "validation_failed");
        (await client.PostAsync("transactions/bulk", new { })).ShouldFail(400, "validation_failed");
        Statuses(await client.PostAsync("transactions/bulk", new { items = items.Take(1000) })).ShouldAllBe(s => s == 201);
        (await client.BalanceAsync(account)).ShouldBe(99_000);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Refunds_and_splits_in_one_bulk_see_each_other()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        var paid = (await client.ExpenseAsync(account, 100, await client.CategoryAsync("Dining")))
            .Ok()
            .GetProperty("transactionId")
            .GetGuid();
        object Refund(decimal amount) =>
            new
            {
                accountId = account,
                amount,
                type = "income",
                refundOf = paid,
            };
        object[] items =
        [
            Refund(60),
            Refund(60),
            Refund(40),
            new
            {
                accountId = account,
                amount = 3,
                type = "expense",
                splits = new[] { new { amount = 1 }, new { amount = 2 } },
            },
        ];
        var reply = await client.PostAsync("transactions/bulk", new { items });
        Statuses(reply).ShouldBe([201, 400, 201, 201]);
        CodeOf(reply, 1).ShouldBe("refund_exceeds");
        (await client.GetAsync($"transactions/{paid}")).Ok().GetProperty("refundedAmount").GetDecimal().ShouldBe(100);
        await product.ShouldBeConsistentAsync();
    }
}
