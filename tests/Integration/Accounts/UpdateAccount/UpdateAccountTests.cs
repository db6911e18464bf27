using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Accounts.UpdateAccount;

public sealed class UpdateAccountTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Name_limit_and_archive_change_and_the_balance_stays()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 50);
        (await client.PutAsync($"accounts/{account}", new { name = "Old checking", overdraftLimit = 10 })).Ok();
        (await client.ExpenseAsync(account, 61)).ShouldFail(400, "insufficient_balance");
        var archived = (await client.PutAsync($"accounts/{account}", new { isArchived = true })).Ok();
        archived.GetProperty("name").GetString().ShouldBe("Old checking");
        archived.GetProperty("currentBalance").GetDecimal().ShouldBe(50);
        (await client.ExpenseAsync(account, 1)).ShouldFail(409, "account_archived");
        (await client.PutAsync($"accounts/{account}", new { isArchived = false })).Ok();
        (await client.ExpenseAsync(account, 1)).Ok();
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Of_two_devices_one_wins_and_the_other_learns_the_current_version()
    {
        var client = await product.SignedUpAsync();
        var path = $"accounts/{await client.OpenAccountAsync()}";
        var etag = (await client.GetAsync(path)).Headers.ETag!.ToString();
        var first = await client.PutAsync(path, new { name = "A" }, ("If-Match", etag));
        var second = await client.PutAsync(path, new { name = "B" }, ("If-Match", etag));
        second.ShouldFail(412, "stale_version");
        second["currentVersion"].GetInt64().ShouldBe(first["version"].GetInt64());
        // A posting changes what is shown, not the attributes: the edit is still right.
        var fresh = first.Headers.ETag!.ToString();
        (await client.IncomeAsync(Guid.Parse(path.Split('/')[1]), 1)).Ok();
        (await client.PutAsync(path, new { name = "C" }, ("If-Match", fresh))).Ok();
    }

    [Fact]
    public async Task Wrong_values_and_foreign_accounts_are_refused()
    {
        var (client, stranger) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var path = $"accounts/{await client.OpenAccountAsync()}";
        (await client.PutAsync(path, new { name = "" })).Fields.ShouldBe(["name"]);
        (await client.PutAsync(path, new { overdraftLimit = -1 })).Fields.ShouldBe(["overdraftLimit"]);
        (await client.PutAsync(path, new { isArchived = (bool?)null })).Fields.ShouldBe(["isArchived"]);
        (await client.PutAsync(path, new { overdraftLimit = 0.001 })).ShouldFail(400, "currency_precision");
        (await stranger.PutAsync(path, new { name = "Mine" })).ShouldFail(404, "not_found");
        (await (await product.MemberAsync(client, "viewer")).PutAsync(path, new { name = "Mine" })).ShouldFail(403, "forbidden");
    }

    [Theory]
    [InlineData(250, null)]
    [InlineData(-40, "2026-01-01")]
    [InlineData(0, null)]
    public async Task An_opening_is_corrected_by_posting_it_anew(int opening, string? date)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        (await client.ExpenseAsync(account, 30)).Ok();
        var changed = await client.PutAsync($"accounts/{account}", new { openingBalance = opening, openingDate = date });
        var view = changed.Ok();
        (view.GetProperty("openingBalance").GetDecimal(), view.GetProperty("openingDate").GetString()).ShouldBe((opening, date));
        (view.GetProperty("currentBalance").GetDecimal(), view.GetProperty("balanceToday").GetDecimal()).ShouldBe(
            (opening - 30, opening - 30)
        );
        var read = await client.GetAsync($"accounts/{account}");
        read.Text.ShouldBe(changed.Text);
        read.Headers.ETag!.ToString().ShouldBe(changed.Headers.ETag!.ToString());
        var before = date is null ? opening : 0;
        (await client.GetAsync($"accounts/{account}?asOf=2025-12-31")).Ok().GetProperty("currentBalance").GetDecimal().ShouldBe(before);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task An_opening_that_a_reconciliation_proved_stays()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        (await client.PostAsync($"accounts/{account}/reconcile", new { statementDate = "2026-03-31", statementBalance = 100 })).Ok();
        (await client.GetAsync($"accounts/{account}")).Ok().GetProperty("reconciledOn").GetString().ShouldBe("2026-03-31");
        (await client.PutAsync($"accounts/{account}", new { openingBalance = 90 })).ShouldFail(409, "reconciled");
        (await client.PutAsync($"accounts/{account}", new { openingDate = "2026-02-01" })).ShouldFail(409, "reconciled");
        (await client.PutAsync($"accounts/{account}", new { openingBalance = 100, name = "Same" })).Ok();
        var late = await client.PostAsync(
            "accounts",
            new
            {
                name = "Late",
                type = "cash",
                openingBalance = 5,
                openingDate = "2026-05-01",
            }
        );
        var path = $"accounts/{late["accountId"].GetGuid()}";
        (await client.PostAsync($"{path}/reconcile", new { statementDate = "2026-04-30", statementBalance = 0 })).Ok();
        (await client.PutAsync(path, new { openingBalance = 6 })).Ok();
        (await client.PutAsync(path, new { openingDate = "2026-04-30" })).ShouldFail(409, "reconciled");
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task An_opening_that_cannot_be_is_refused()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        (await client.PutAsync($"accounts/{account}", new { openingBalance = (decimal?)null })).Fields.ShouldBe(["openingBalance"]);
        (await client.PutAsync($"accounts/{account}", new { openingBalance = 0.001 })).ShouldFail(400, "currency_precision");
        (await client.PutAsync($"accounts/{account}", new { openingDate = "1800-01-01" })).Fields.ShouldBe(["openingDate"]);
        (await client.BalanceAsync(account)).ShouldBe(100);
    }
}
