using System.Text.Json;
using Rupaya.Integration.Fixtures;
using Rupaya.Workers.Schedules;

namespace Rupaya.Integration.Accounts.GetAccount;

/// <summary>What stands in the future is no money of today.</summary>
public sealed class BalanceTodayTests(Product product) : IClassFixture<Product>
{
    private static string In(DateOnly today, int days) => $"{today.AddDays(days):yyyy-MM-dd}";

    private static decimal Of(JsonElement account, string name) => account.GetProperty(name).GetDecimal();

    [Theory]
    [InlineData(10, -300, 1000)]
    [InlineData(0, -300, 700)]
    [InlineData(-10, -300, 700)]
    [InlineData(1, 500, 1000)]
    public async Task Accounts_dashboard_wallet_and_forecast_agree_on_today(int days, int amount, int balanceToday)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        var today = await client.TodayAsync();
        (
            await (
                amount < 0
                    ? client.ExpenseAsync(account, -amount, date: In(today, days))
                    : client.IncomeAsync(account, amount, date: In(today, days))
            )
        ).Ok();
        for (var folded = 0; folded < 2; folded++)
        {
            var one = (await client.GetAsync($"accounts/{account}")).Ok();
            (Of(one, "currentBalance"), Of(one, "balanceToday")).ShouldBe((1000 + amount, balanceToday));
            Of((await client.GetAsync("accounts")).Ok()[0], "balanceToday").ShouldBe(balanceToday);
            var shown = (await client.DashboardAsync()).GetProperty("accounts")[0];
            (Of(shown, "balance"), Of(shown, "balanceToday")).ShouldBe((1000 + amount, balanceToday));
            var wallet = (await client.GetAsync("wallet/summary")).Ok();
            (Of(wallet, "totalBalance"), Of(wallet, "balanceToday"), Of(wallet, "currentBalance")).ShouldBe(
                (balanceToday, balanceToday, 1000 + amount)
            );
            Of(wallet.GetProperty("monthlyTrend")[11], "balance").ShouldBe(balanceToday);
            Of((await client.GetAsync("wallet/networth")).Ok().GetProperty("series")[11], "netWorth").ShouldBe(balanceToday);
            Of((await client.GetAsync("forecast?days=30")).Ok()[0].GetProperty("series")[0], "balance").ShouldBe(balanceToday);
            Of((await client.GetAsync("sync?since=0")).Ok().GetProperty("accounts")[0], "balanceToday").ShouldBe(balanceToday);
            await product.ShouldBeConsistentAsync();
        }
        Of((await client.PutAsync($"accounts/{account}", new { name = "Other" })).Ok(), "balanceToday").ShouldBe(balanceToday);
    }

    [Fact]
    public async Task An_income_of_later_covers_no_expense_of_today_and_an_expense_of_later_refuses_none()
    {
        var client = await product.SignedUpAsync();
        var today = await client.TodayAsync();
        var (rich, poor) = (await client.OpenAccountAsync("cash"), await client.OpenAccountAsync("cash", 100));
        (await client.IncomeAsync(rich, 5000, date: "2030-01-01")).Ok();
        (await client.ExpenseAsync(rich, 10)).ShouldFail(400, "insufficient_balance");
        (await client.ExpenseAsync(rich, 10, date: "2029-12-31")).ShouldFail(400, "insufficient_balance");
        (await client.ExpenseAsync(rich, 5000, date: "2030-01-01")).Ok();
        (await client.ExpenseAsync(poor, 90, date: In(today, 30))).Ok();
        (await client.ExpenseAsync(poor, 100, date: In(today, -3))).Ok();
        (await client.ExpenseAsync(poor, 1)).ShouldFail(400, "insufficient_balance");
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Transfers_bulks_and_edits_look_at_the_same_day()
    {
        var client = await product.SignedUpAsync();
        var today = await client.TodayAsync();
        var (from, to) = (await client.OpenAccountAsync("cash", 100), await client.OpenAccountAsync("cash"));
        var salary = (await client.IncomeAsync(from, 1000, date: In(today, 5))).Ok().GetProperty("transactionId").GetGuid();
        object Move(int amount, int days) =>
            new
            {
                fromAccountId = from,
                toAccountId = to,
                amount,
                date = In(today, days),
            };
        (await client.PostAsync("transfers", Move(101, 0))).ShouldFail(400, "insufficient_balance");
        (await client.PostAsync("transfers", Move(101, 5))).Ok();
        object Item(int amount, int days) =>
            new
            {
                accountId = from,
                type = "expense",
                amount,
                date = In(today, days),
            };
        var bulk = (
            await client.PostAsync("transactions/bulk", new { items = new[] { Item(60, 0), Item(60, -1), Item(900, 7), Item(40, 0) } })
        ).Ok();
        bulk.EnumerateArray().Select(i => i.GetProperty("status").GetInt32()).ShouldBe([201, 400, 201, 201]);
        // What the fifth day pays for would be paid before it comes.
        (await client.PutAsync($"transactions/{salary}", new { date = In(today, 8) })).ShouldFail(400, "insufficient_balance");
        (await client.PutAsync($"transactions/{salary}", new { date = In(today, 4) })).Ok();
        var now = (await client.IncomeAsync(to, 50)).Ok().GetProperty("transactionId").GetGuid();
        (await client.ExpenseAsync(to, 30)).Ok();
        (await client.PutAsync($"transactions/{now}", new { date = In(today, 1) })).ShouldFail(400, "insufficient_balance");
        (await client.PutAsync($"transactions/{now}", new { amount = 29 })).ShouldFail(400, "insufficient_balance");
        (await client.PutAsync($"transactions/{now}", new { amount = 30 })).Ok();
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task An_opening_that_lies_ahead_is_not_there_yet()
    {
        var client = await product.SignedUpAsync();
        var today = await client.TodayAsync();
        var body = new
        {
            name = "New",
            type = "cash",
            openingBalance = 500,
            openingDate = In(today, 3),
        };
        var opened = (await client.PostAsync("accounts", body)).Ok();
        (Of(opened, "currentBalance"), Of(opened, "balanceToday")).ShouldBe((500, 0));
        (await client.ExpenseAsync(opened.GetProperty("accountId").GetGuid(), 1)).ShouldFail(400, "insufficient_balance");
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task The_day_turns_and_balances_tags_and_alerts_follow_without_a_write()
    {
        var clock = new Clock { Now = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero) };
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("all", database.App, clock: clock);
        var client = await host.Client().SignUpAsync(timeZone: "Asia/Kolkata");
        var account = await client.OpenAccountAsync(opening: 100);
        (await client.ExpenseAsync(account, 150, date: "2026-11-21")).Ok();
        await Wait.UntilAsync(() => NullLog.IsAsync(database));
        var before = await client.GetAsync($"accounts/{account}");
        Of(before.Ok(), "balanceToday").ShouldBe(100);
        Of((await client.DashboardAsync("startDate=2026-11-01&endDate=2026-11-30")).GetProperty("accounts")[0], "balanceToday")
            .ShouldBe(100);
        (await client.GetAsync("notifications")).Ok().EnumerateArray().ShouldBeEmpty();
        clock.Now = new DateTimeOffset(2026, 11, 20, 18, 30, 0, TimeSpan.Zero);
        (await client.SignInAsync()).Ok();
        await host.Get<Scheduler>().RunDueAsync(CancellationToken.None);
        Of((await client.GetAsync($"accounts/{account}", ("If-None-Match", before.Headers.ETag!.ToString()))).Ok(), "balanceToday")
            .ShouldBe(-50);
        Of((await client.DashboardAsync("startDate=2026-11-01&endDate=2026-11-30")).GetProperty("accounts")[0], "balanceToday")
            .ShouldBe(-50);
        var alert = await Wait.ForAsync(async () => (await client.GetAsync("notifications")).Ok(), all => all.GetArrayLength() > 0);
        Of(alert[0].GetProperty("data"), "balance").ShouldBe(-50);
        alert[0].GetProperty("kind").GetString().ShouldBe("account.low_balance");
    }
}
