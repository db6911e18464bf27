using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Notifications.ListNotifications;

public sealed class ListNotificationsTests(Product product) : IClassFixture<Product>
{
    private static async Task<(Client Client, Guid Account, Guid Category)> WithBudgetAsync(Product product)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 10_000);
        var dining = await client.CategoryAsync("Dining");
        (
            await client.PostAsync(
                "budgets",
                new
                {
                    categoryId = dining,
                    amount = 1000,
                    period = "year",
                }
            )
        ).Ok();
        return (client, account, dining);
    }

    private static Task<System.Text.Json.JsonElement> NotificationsAsync(Client client, int count) =>
        Wait.ForAsync(async () => (await client.GetAsync("notifications")).Ok(), list => list.GetArrayLength() >= count);

    [Fact]
    public async Task A_budget_alert_is_said_once_per_threshold_however_often_the_effect_runs()
    {
        var (client, account, dining) = await WithBudgetAsync(product);
        (await client.ExpenseAsync(account, 800, dining)).Ok();
        var first = (await NotificationsAsync(client, 1))[0];
        first.GetProperty("kind").GetString().ShouldBe("budget.threshold");
        first.GetProperty("data").GetProperty("threshold").GetInt32().ShouldBe(80);
        (await client.ExpenseAsync(account, 50, dining)).Ok();
        (await client.ExpenseAsync(account, 150, dining)).Ok();
        var both = await NotificationsAsync(client, 2);
        both[0].GetProperty("data").GetProperty("threshold").GetInt32().ShouldBe(100);
        (await client.ExpenseAsync(account, 1, dining)).Ok();
        await Wait.UntilAsync(() => NullLog.IsAsync(product.Database));
        (await client.GetAsync("notifications")).Ok().GetArrayLength().ShouldBe(2);
        (await client.GetAsync("notifications?unread=true&limit=1")).Ok().GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_jump_over_both_thresholds_says_the_higher_one_only()
    {
        var (client, account, dining) = await WithBudgetAsync(product);
        (await client.ExpenseAsync(account, 1500, dining)).Ok();
        await NotificationsAsync(client, 1);
        await Wait.UntilAsync(() => NullLog.IsAsync(product.Database));
        var list = (await client.GetAsync("notifications")).Ok();
        list.GetArrayLength().ShouldBe(1);
        list[0].GetProperty("data").GetProperty("threshold").GetInt32().ShouldBe(100);
    }

    [Fact]
    public async Task A_wrong_limit_is_named()
    {
        var reply = await (await product.SignedUpAsync()).GetAsync("notifications?limit=201");
        reply.ShouldFail(400, "validation_failed");
        reply.Fields.ShouldBe(["limit"]);
    }
}
