using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Accounts.ReconcileAccount;

public sealed class ReconcileAccountTests(Product product) : IClassFixture<Product>
{
    private static Task<Reply> ReconcileAsync(Client client, Guid account, decimal balance, string date = "2026-10-31") =>
        client.PostAsync($"accounts/{account}/reconcile", new { statementDate = date, statementBalance = balance });

    private static async Task<(Guid Account, Guid Cleared)> SomeAsync(Client client)
    {
        var account = await client.OpenAccountAsync(opening: 1000);
        var cleared = (await client.ExpenseAsync(account, 300, date: "2026-10-31")).Ok().GetProperty("transactionId").GetGuid();
        (await client.ExpenseAsync(account, 50, date: "2026-11-01")).Ok();
        (
            await client.PostAsync(
                "transactions",
                new
                {
                    accountId = account,
                    amount = 20,
                    type = "expense",
                    date = "2026-10-30",
                    status = "pending",
                }
            )
        ).Ok();
        return (account, cleared);
    }

    [Fact]
    public async Task At_difference_0_what_is_cleared_is_locked_and_otherwise_nothing()
    {
        var client = await product.SignedUpAsync();
        var (account, cleared) = await SomeAsync(client);
        var off = (await ReconcileAsync(client, account, 690)).Ok();
        off.GetProperty("difference").GetDecimal().ShouldBe(-10);
        off.GetProperty("cleared").GetDecimal().ShouldBe(700);
        off.GetProperty("pending").GetDecimal().ShouldBe(-20);
        off.GetProperty("locked").GetInt32().ShouldBe(0);
        (await client.PutAsync($"transactions/{cleared}", new { description = "still open" })).Ok();
        var even = (await ReconcileAsync(client, account, 700)).Ok();
        even.GetProperty("difference").GetDecimal().ShouldBe(0);
        even.GetProperty("locked").GetInt32().ShouldBe(1);
        (await client.GetAsync($"transactions/{cleared}")).Ok().GetProperty("reconciled").GetBoolean().ShouldBeTrue();
        (await client.PutAsync($"transactions/{cleared}", new { amount = 1 })).ShouldFail(409, "reconciled");
        (await client.DeleteAsync($"transactions/{cleared}")).ShouldFail(409, "reconciled");
        (await ReconcileAsync(client, account, 700)).Ok().GetProperty("locked").GetInt32().ShouldBe(0);
        // What is not locked is free: pending ones, later ones.
        (await client.GetAsync("transactions?status=pending"))
            .Ok()
            .GetArrayLength()
            .ShouldBe(1);
        await product.ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(12_000)]
    public async Task A_statement_of_a_day_that_is_to_come_is_refused(int days)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        var date = (await client.TodayAsync()).AddDays(days).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        (await ReconcileAsync(client, account, 100, date)).Fields.ShouldBe(["statementDate"]);
        (await client.PostAsync($"accounts/{account}/adjust", new { balance = 90 })).Ok();
    }

    [Fact]
    public async Task A_forced_change_needs_a_reason_which_is_recorded_and_opens_the_lock()
    {
        var client = await product.SignedUpAsync();
        var (account, cleared) = await SomeAsync(client);
        (await ReconcileAsync(client, account, 700)).Ok();
        var path = $"transactions/{cleared}";
        var open = (await client.IncomeAsync(account, 1)).Ok().GetProperty("transactionId").GetGuid();
        (await client.PutAsync($"transactions/{open}?force=true&reason=nothing", new { amount = 2 })).Ok();
        (await client.GetAsync($"transactions/{open}/history")).Text.ShouldNotContain(
            "nothing",
            Case.Sensitive,
            "there was no lock to force"
        );
        (await client.PutAsync($"{path}?force=true", new { description = "x" })).ShouldFail(400, "validation_failed");
        (await client.PutAsync($"{path}?force=true&reason=typo", new { description = "x" }))
            .Ok()
            .GetProperty("reconciled")
            .GetBoolean()
            .ShouldBeTrue("a text is not what the statement proved");
        (await client.PutAsync($"{path}?force=true&reason=bank%20error", new { amount = 301 }))
            .Ok()
            .GetProperty("reconciled")
            .GetBoolean()
            .ShouldBeFalse();
        (await client.GetAsync($"{path}/history"))
            .Ok()
            .EnumerateArray()
            .Select(h => h.GetProperty("reason").GetString())
            .ShouldBe([null, null, "typo", "bank error"]);
        (await ReconcileAsync(client, account, 699)).Ok().GetProperty("locked").GetInt32().ShouldBe(1);
        (await client.DeleteAsync($"{path}?force=true&reason=gone")).Ok();
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task One_locked_leg_locks_what_both_legs_share()
    {
        var client = await product.SignedUpAsync();
        var (from, to) = (await client.OpenAccountAsync(opening: 100), await client.OpenAccountAsync("savings"));
        var transfer = (
            await client.PostAsync(
                "transfers",
                new
                {
                    fromAccountId = from,
                    toAccountId = to,
                    amount = 10,
                    date = "2026-10-01",
                }
            )
        ).Ok();
        (await ReconcileAsync(client, from, 90)).Ok().GetProperty("locked").GetInt32().ShouldBe(1);
        var incoming = $"transactions/{transfer.GetProperty("to").GetProperty("transactionId").GetGuid()}";
        (await client.PutAsync(incoming, new { amount = 11 })).ShouldFail(409, "reconciled");
        (await client.DeleteAsync(incoming)).ShouldFail(409, "reconciled");
        (await client.PutAsync(incoming, new { tags = new[] { "mine" } })).Ok();
        (await client.BalanceAsync(to)).ShouldBe(10);
    }

    [Fact]
    public async Task A_locked_expense_can_still_be_refunded_and_keeps_its_lock()
    {
        var client = await product.SignedUpAsync();
        var (account, cleared) = await SomeAsync(client);
        (await ReconcileAsync(client, account, 700)).Ok();
        var refund = new
        {
            accountId = account,
            amount = 5,
            type = "income",
            refundOf = cleared,
        };
        (await client.PostAsync("transactions", refund)).Ok();
        (await client.GetAsync($"transactions/{cleared}")).Ok().GetProperty("reconciled").GetBoolean().ShouldBeTrue();
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Wrong_input_is_refused()
    {
        var (client, stranger) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var account = await client.OpenAccountAsync();
        (await client.PostAsync($"accounts/{account}/reconcile", new { })).Fields.ShouldBe(
            ["statementDate", "statementBalance"],
            ignoreOrder: true
        );
        (await ReconcileAsync(client, account, 0.001m)).ShouldFail(400, "currency_precision");
        (await ReconcileAsync(client, account, 0, "2026-02-30")).ShouldFail(400, "validation_failed");
        (await ReconcileAsync(stranger, account, 0)).ShouldFail(404, "not_found");
    }
}
