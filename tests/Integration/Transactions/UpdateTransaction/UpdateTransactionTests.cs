using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions.UpdateTransaction;

public sealed class UpdateTransactionTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Every_edit_keeps_balances_and_totals_exact()
    {
        var client = await product.SignedUpAsync();
        var (one, two) = (await client.OpenAccountAsync(opening: 1000), await client.OpenAccountAsync("cash", 1000));
        var dining = await client.CategoryAsync("Dining");
        var path = $"transactions/{(await client.ExpenseAsync(one, 100, dining)).Ok().GetProperty("transactionId").GetGuid()}";
        (await client.PutAsync(path, new { amount = 150 })).Ok();
        (await client.PutAsync(path, new { accountId = two })).Ok();
        (await client.PutAsync(path, new { categoryId = (Guid?)null, date = "2026-01-31" }))
            .Ok()
            .GetProperty("categoryName")
            .GetString()
            .ShouldBe("Uncategorised");
        var last = (await client.PutAsync(path, new { type = "income", description = "gave it back" })).Ok();
        last.GetProperty("type").GetString().ShouldBe("income");
        last.GetProperty("amount").GetDecimal().ShouldBe(150);
        (await client.BalanceAsync(one)).ShouldBe(1000);
        (await client.BalanceAsync(two)).ShouldBe(1150);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Omitted_stays_and_null_clears()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var created = await client.PostAsync(
            "transactions",
            new
            {
                accountId = account,
                amount = 1,
                type = "income",
                description = "d",
                merchant = "m",
            }
        );
        var path = $"transactions/{created.Ok().GetProperty("transactionId").GetGuid()}";
        var after = (await client.PutAsync(path, new { merchant = (string?)null })).Ok();
        after.GetProperty("description").GetString().ShouldBe("d");
        after.GetProperty("merchant").GetString().ShouldBeNull();
    }

    [Fact]
    public async Task Of_two_devices_one_wins_and_the_other_gets_412()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var created = await client.IncomeAsync(account, 1);
        var path = $"transactions/{created.Ok().GetProperty("transactionId").GetGuid()}";
        var etag = created.Headers.ETag!.ToString();
        (await client.PutAsync(path, new { amount = 2 }, ("If-Match", etag))).Ok();
        (await client.PutAsync(path, new { amount = 3 }, ("If-Match", etag))).ShouldFail(412, "stale_version");
        (await client.PutAsync(path, new { amount = 3 }, ("If-Match", "rubbish"))).ShouldFail(412, "stale_version");
        (await client.PutAsync(path, new { amount = 4 }, ("If-Match", "*"))).Ok();
        (await client.BalanceAsync(account)).ShouldBe(4);
        (await client.PutAsync($"transactions/{Guid.CreateVersion7()}", new { amount = 1 }, ("If-Match", "\"1-0\""))).ShouldFail(
            404,
            "not_found"
        );
    }

    [Fact]
    public async Task An_edit_that_takes_more_respects_the_overdraft_limit_and_one_that_gives_back_does_not()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(overdraftLimit: 100);
        var path = $"transactions/{(await client.ExpenseAsync(account, 100)).Ok().GetProperty("transactionId").GetGuid()}";
        (await client.PutAsync(path, new { amount = 101 })).ShouldFail(400, "insufficient_balance");
        (await client.PutAsync(path, new { amount = 99 })).Ok();
        (await client.BalanceAsync(account)).ShouldBe(-99);
    }

    [Theory]
    [InlineData("""{"amount":null}""", "amount")]
    [InlineData("""{"amount":0}""", "amount")]
    [InlineData("""{"type":"transfer"}""", "type")]
    [InlineData("""{"date":null}""", "date")]
    [InlineData("""{"accountId":null}""", "accountId")]
    [InlineData("""{"status":null}""", "status")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var id = (await client.IncomeAsync(account, 1)).Ok().GetProperty("transactionId").GetGuid();
        var reply = await client.SendAsync(
            HttpMethod.Put,
            $"transactions/{id}",
            new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
            []
        );
        reply.ShouldFail(400, "validation_failed");
        reply.Fields.ShouldContain(field);
    }

    [Fact]
    public async Task Another_currency_or_a_foreign_account_is_refused()
    {
        var (client, other) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var (rupees, euros) = (await client.OpenAccountAsync(), await client.OpenAccountAsync("cash", currency: "EUR"));
        var path = $"transactions/{(await client.IncomeAsync(rupees, 1)).Ok().GetProperty("transactionId").GetGuid()}";
        (await client.PutAsync(path, new { accountId = euros })).ShouldFail(400, "currency_mismatch");
        (await client.PutAsync(path, new { accountId = await other.OpenAccountAsync() })).ShouldFail(404, "not_found");
        (await other.PutAsync(path, new { amount = 5 })).ShouldFail(404, "not_found");
    }
}
