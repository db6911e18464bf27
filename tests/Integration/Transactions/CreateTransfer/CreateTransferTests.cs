using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions.CreateTransfer;

public sealed class CreateTransferTests(Product product) : IClassFixture<Product>
{
    private static Task<Reply> PostAsync(Client client, Guid from, Guid to, object amount, object? toAmount = null, string? date = null) =>
        client.PostAsync(
            "transfers",
            new
            {
                fromAccountId = from,
                toAccountId = to,
                amount,
                toAmount,
                date,
                description = "Savings",
            }
        );

    private static Guid Id(JsonElement transfer, string leg) => transfer.GetProperty(leg).GetProperty("transactionId").GetGuid();

    [Fact]
    public async Task A_transfer_moves_money_and_is_neither_income_nor_expense()
    {
        var client = await product.SignedUpAsync();
        var (from, to) = (await client.OpenAccountAsync(opening: 100), await client.OpenAccountAsync("savings"));
        var reply = await PostAsync(client, from, to, 40.25m);
        ((int)reply.Status).ShouldBe(201);
        reply["from"].GetProperty("direction").GetString().ShouldBe("out");
        reply["to"].GetProperty("direction").GetString().ShouldBe("in");
        reply["from"].GetProperty("type").GetString().ShouldBe("transfer");
        reply["to"].GetProperty("transferId").GetGuid().ShouldBe(reply["transferId"].GetGuid());
        (await client.BalanceAsync(from)).ShouldBe(59.75m);
        (await client.BalanceAsync(to)).ShouldBe(40.25m);
        var dashboard = await client.DashboardAsync();
        dashboard.GetProperty("income").GetDecimal().ShouldBe(0);
        dashboard.GetProperty("expenses").GetDecimal().ShouldBe(0);
        (await client.GetAsync("transactions?type=transfer")).Ok().GetArrayLength().ShouldBe(2);
        await product.ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData("pending", "Bank", "trip")]
    [InlineData("cleared", null, "trip,family")]
    [InlineData(null, "Bank", "")]
    public async Task A_transfer_can_be_pending_and_has_tags_and_a_merchant(string? status, string? merchant, string tags)
    {
        var client = await product.SignedUpAsync();
        var (from, to) = (await client.OpenAccountAsync(opening: 100), await client.OpenAccountAsync("savings"));
        string[] names = [.. tags.Split(',', StringSplitOptions.RemoveEmptyEntries)];
        var body = new
        {
            fromAccountId = from,
            toAccountId = to,
            amount = 10,
            status,
            merchant,
            tags = names,
        };
        var reply = await client.PostAsync("transfers", body);
        reply.Ok();
        foreach (var leg in new[] { reply["from"], reply["to"] })
        {
            leg.GetProperty("status").GetString().ShouldBe(status ?? "cleared");
            leg.GetProperty("merchant").GetString().ShouldBe(merchant);
            leg.GetProperty("tags").EnumerateArray().Select(t => t.GetString()).ShouldBe(names);
        }
        foreach (var tag in names)
        {
            (await client.GetAsync($"transactions?tag={tag}")).Ok().GetArrayLength().ShouldBe(2);
        }
        (
            await client.PostAsync(
                "transfers",
                new
                {
                    fromAccountId = from,
                    toAccountId = to,
                    amount = 1,
                    status = "posted",
                }
            )
        ).Fields.ShouldBe(["status"]);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Editing_or_deleting_one_leg_keeps_both_consistent()
    {
        var client = await product.SignedUpAsync();
        var (from, to, third) = (
            await client.OpenAccountAsync(opening: 100),
            await client.OpenAccountAsync("savings"),
            await client.OpenAccountAsync("cash")
        );
        var transfer = (await PostAsync(client, from, to, 40)).Ok();
        var (outgoing, incoming) = ($"transactions/{Id(transfer, "from")}", $"transactions/{Id(transfer, "to")}");
        (
            await client.PutAsync(
                incoming,
                new
                {
                    amount = 55,
                    date = "2026-01-31",
                    type = "transfer",
                }
            )
        ).Ok();
        (await client.GetAsync(outgoing)).Ok().GetProperty("amount").GetDecimal().ShouldBe(55);
        (await client.GetAsync(outgoing)).Ok().GetProperty("transactionDate").GetString().ShouldBe("2026-01-31");
        (await client.BalanceAsync(from)).ShouldBe(45);
        (await client.BalanceAsync(to)).ShouldBe(55);
        (await client.PutAsync(incoming, new { accountId = third })).Ok();
        (await client.BalanceAsync(to)).ShouldBe(0);
        (await client.BalanceAsync(third)).ShouldBe(55);

        (await client.PutAsync(incoming, new { accountId = from })).ShouldFail(400, "same_account");
        (await client.PutAsync(incoming, new { type = "income" })).ShouldFail(400, "validation_failed");
        (await client.PutAsync(incoming, new { categoryId = await client.CategoryAsync("Dining") })).ShouldFail(400, "validation_failed");
        (await client.PutAsync(incoming, new { amount = 10_101 })).ShouldFail(400, "insufficient_balance");
        // The status is the leg's own: nothing happens to the other.
        var version = (await client.GetAsync(outgoing)).Ok().GetProperty("version").GetInt64();
        (await client.PutAsync(incoming, new { status = "pending" })).Ok();
        (await client.GetAsync(outgoing)).Ok().GetProperty("version").GetInt64().ShouldBe(version);

        (await client.DeleteAsync(outgoing)).Ok();
        (await client.GetAsync(incoming)).ShouldFail(404, "not_found");
        (await client.BalanceAsync(from)).ShouldBe(100);
        (await client.BalanceAsync(third)).ShouldBe(0);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Across_currencies_both_amounts_are_kept_and_the_rate_is_derived()
    {
        var client = await product.SignedUpAsync();
        var (rupees, yen) = (await client.OpenAccountAsync(opening: 1000), await client.OpenAccountAsync("cash", currency: "JPY"));
        (await PostAsync(client, rupees, yen, 100)).ShouldFail(400, "validation_failed");
        (await PostAsync(client, rupees, yen, 100, 181.5m)).ShouldFail(400, "currency_precision");
        var transfer = (await PostAsync(client, rupees, yen, 100, 180)).Ok();
        transfer.GetProperty("rate").GetDecimal().ShouldBe(1.8m);
        (await client.BalanceAsync(yen)).ShouldBe(180);
        (await client.PutAsync($"transactions/{Id(transfer, "to")}", new { amount = 182 })).Ok();
        (await client.BalanceAsync(rupees)).ShouldBe(900);
        (await client.BalanceAsync(yen)).ShouldBe(182);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task What_cannot_be_moved_is_refused_and_nothing_is_written()
    {
        var (client, stranger) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var (from, to) = (await client.OpenAccountAsync("cash", 100), await client.OpenAccountAsync("savings"));
        (await PostAsync(client, from, from, 1)).ShouldFail(400, "same_account");
        (await PostAsync(client, from, await stranger.OpenAccountAsync(), 1)).ShouldFail(404, "not_found");
        (await PostAsync(client, from, Guid.CreateVersion7(), 1)).ShouldFail(404, "not_found");
        (await PostAsync(client, from, to, 100.01m)).ShouldFail(400, "insufficient_balance");
        (await PostAsync(client, from, to, 10, 11)).ShouldFail(400, "validation_failed");
        (await PostAsync(client, from, to, 0.001m)).ShouldFail(400, "currency_precision");
        foreach (var amount in new object[] { 0, -1, "ten" })
        {
            (await PostAsync(client, from, to, amount)).ShouldFail(400, "validation_failed");
        }
        (await client.PutAsync($"accounts/{to}", new { isArchived = true })).Ok();
        (await PostAsync(client, from, to, 1)).ShouldFail(409, "account_archived");
        (await PostAsync(client, to, from, 1)).ShouldFail(409, "account_archived");
        (await client.GetAsync("transactions")).Ok().GetArrayLength().ShouldBe(0);
        (await client.BalanceAsync(from)).ShouldBe(100);
    }

    [Fact]
    public async Task A_replay_answers_the_same_bytes_and_moves_nothing()
    {
        var client = await product.SignedUpAsync();
        var (from, to) = (await client.OpenAccountAsync(opening: 100), await client.OpenAccountAsync("savings"));
        var body = new
        {
            fromAccountId = from,
            toAccountId = to,
            amount = 10,
        };
        var first = await client.PostAsync("transfers", body, ("Idempotency-Key", "once"));
        var second = await client.PostAsync("transfers", body, ("Idempotency-Key", "once"));
        second.Text.ShouldBe(first.Text);
        second.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await client.BalanceAsync(to)).ShouldBe(10);
    }

    [Fact]
    public async Task Opposite_transfers_never_deadlock()
    {
        var client = await product.SignedUpAsync();
        var (a, b) = (await client.OpenAccountAsync(opening: 1000), await client.OpenAccountAsync("savings", 1000));
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? PostAsync(client, a, b, 1 + i) : PostAsync(client, b, a, 1 + i))
        );
        replies.ShouldAllBe(r => (int)r.Status == 201);
        ((await client.BalanceAsync(a)) + (await client.BalanceAsync(b))).ShouldBe(2000);
        await product.ShouldBeConsistentAsync();
    }
}
