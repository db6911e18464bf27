using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Goals.CreateGoal;

public sealed class CreateGoalTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_goal_is_set_once_per_key()
    {
        var client = await product.SignedUpAsync();
        var body = new
        {
            name = "Bike",
            targetAmount = 40_000,
            targetDate = "2099-01-01",
        };
        var reply = await client.PostAsync("goals", body, ("Idempotency-Key", "g"));
        ((int)reply.Status).ShouldBe(201);
        (await client.PostAsync("goals", body, ("Idempotency-Key", "g"))).Text.ShouldBe(reply.Text);
        (await client.GetAsync("goals")).Ok().GetArrayLength().ShouldBe(1);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Wrong_fields_and_foreign_accounts_are_refused()
    {
        var (client, other) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var theirs = await other.OpenAccountAsync();
        var today = await client.TodayAsync();
        (await client.PostAsync("goals", new { name = " ", targetAmount = 0 })).Fields.ShouldBe(
            ["name", "targetAmount"],
            ignoreOrder: true
        );
        (
            await GoalAsync(
                client,
                new
                {
                    name = "A",
                    targetAmount = 1,
                    targetDate = $"{today:yyyy-MM-dd}",
                }
            )
        ).Fields.ShouldBe(["targetDate"]);
        (
            await GoalAsync(
                client,
                new
                {
                    name = "A",
                    targetAmount = 1,
                    targetDate = "2001-01-01",
                }
            )
        ).Fields.ShouldBe(["targetDate"]);
        (await GoalAsync(client, new { name = "A", targetAmount = 0.001 })).ShouldFail(400, "currency_precision");
        (
            await GoalAsync(
                client,
                new
                {
                    name = "A",
                    targetAmount = 1,
                    accountIds = new[] { theirs },
                }
            )
        ).ShouldFail(404, "not_found");
        (
            await GoalAsync(
                other,
                new
                {
                    name = "A",
                    targetAmount = 1,
                    accountIds = new[] { theirs, theirs },
                }
            )
        ).Fields.ShouldBe(["accountIds"]);
        (await client.GetAsync("goals")).Ok().GetArrayLength().ShouldBe(0);
    }

    private static Task<Reply> GoalAsync(Client client, object body) => client.PostAsync("goals", body);
}
