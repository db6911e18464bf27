using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Alerts;

public sealed class AlertTests(Product product) : IClassFixture<Product>
{
    private static Task<List<JsonElement>> OfAsync(Client client, string kind, int count) =>
        Wait.ForAsync(
            async () =>
                (await client.GetAsync("notifications"))
                    .Ok()
                    .EnumerateArray()
                    .Where(n => n.GetProperty("kind").GetString() == kind)
                    .ToList(),
            found => found.Count >= count
        );

    private async Task<List<JsonElement>> AtRestAsync(Client client, string kind)
    {
        await Wait.UntilAsync(() => NullLog.IsAsync(product.Database));
        return await OfAsync(client, kind, 0);
    }

    [Fact]
    public async Task A_balance_that_falls_below_the_threshold_is_said_once_a_month_and_account()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        (await client.ExpenseAsync(account, 40)).Ok();
        (await client.ExpenseAsync(account, 80)).Ok();
        var alert = (await OfAsync(client, "account.low_balance", 1))[0];
        alert.GetProperty("data").GetProperty("balance").GetDecimal().ShouldBe(-20);
        alert.GetProperty("data").GetProperty("accountId").GetGuid().ShouldBe(account);
        (await client.IncomeAsync(account, 100)).Ok();
        (await client.ExpenseAsync(account, 100)).Ok();
        (await AtRestAsync(client, "account.low_balance")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_account_that_was_low_before_or_is_meant_to_be_is_not_said()
    {
        var client = await product.SignedUpAsync();
        var card = await client.OpenAccountAsync("credit_card");
        (await client.ExpenseAsync(card, 50)).Ok();
        var low = await client.OpenAccountAsync(opening: -10);
        (await client.ExpenseAsync(low, 5)).Ok();
        (await AtRestAsync(client, "account.low_balance")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_expense_of_several_times_the_average_is_unusual_and_said_once()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100_000);
        for (var i = 0; i < 9; i++)
        {
            (await client.ExpenseAsync(account, 100)).Ok();
        }
        // Nine are too few to know what is usual.
        (await client.ExpenseAsync(account, 1000)).Ok();
        (await AtRestAsync(client, "expense.unusual")).ShouldBeEmpty();
        var large = (await client.ExpenseAsync(account, 2000)).Ok().GetProperty("transactionId").GetGuid();
        var alert = (await OfAsync(client, "expense.unusual", 1))[0].GetProperty("data");
        alert.GetProperty("transactionId").GetGuid().ShouldBe(large);
        alert.GetProperty("average").GetDecimal().ShouldBe(190);
        (await client.ExpenseAsync(account, 300)).Ok();
        (await AtRestAsync(client, "expense.unusual")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_statement_brings_is_history_and_not_unusual()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100_000);
        for (var i = 0; i < 11; i++)
        {
            (await client.ExpenseAsync(account, 10)).Ok();
        }
        await client.ImportAsync(account, "date,amount,category,merchant\n2026-11-20,5000,Dining,X\n"u8.ToArray());
        (await AtRestAsync(client, "expense.unusual")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_wants_no_expense_alerts_gets_none_and_the_mail_goes_to_who_wants_mail()
    {
        var owner = await product.SignedUpAsync();
        var quiet = await product.MemberAsync(owner, "viewer");
        var unmailed = await product.MemberAsync(owner, "viewer");
        (await quiet.PutAsync("user/preferences", new { expenseAlerts = false })).Ok();
        (await unmailed.PutAsync("user/preferences", new { emailNotifications = false })).Ok();
        var account = await owner.OpenAccountAsync(opening: 5);
        (await owner.ExpenseAsync(account, 6)).Ok();
        await OfAsync(owner, "account.low_balance", 1);
        (await OfAsync(unmailed, "account.low_balance", 1)).Count.ShouldBe(1);
        (await AtRestAsync(quiet, "account.low_balance")).ShouldBeEmpty();
        var mail = await product.Mail.WaitAsync(owner.Email, "Low balance");
        mail.ShouldContain("-1.00 INR left in");
        mail.ShouldContain("text/html");
        product.Mail.Find(unmailed.Email, "Low balance").ShouldBeEmpty();
        product.Mail.Find(quiet.Email, "Low balance").ShouldBeEmpty();
    }
}
