using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Goals.AddContribution;

public sealed class AddContributionTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_goal_is_reached_by_what_is_put_aside_and_says_so_once()
    {
        var client = await product.SignedUpAsync();
        var path =
            $"goals/{(await client.PostAsync("goals", new { name = "Bike", targetAmount = 100 })).Ok().GetProperty("goalId").GetGuid()}";
        var first = await client.PostAsync($"{path}/contributions", new { amount = 60, note = "Birthday" }, ("Idempotency-Key", "c"));
        first["saved"].GetDecimal().ShouldBe(60);
        (await client.PostAsync($"{path}/contributions", new { amount = 60, note = "Birthday" }, ("Idempotency-Key", "c"))).Text.ShouldBe(
            first.Text
        );
        (await client.GetAsync(path)).Ok().GetProperty("saved").GetDecimal().ShouldBe(60);
        (await client.PostAsync($"{path}/contributions", new { amount = 40 })).Ok();
        await ReachedAsync(client);
        (await client.PostAsync($"{path}/contributions", new { amount = -30 })).Ok();
        (await client.PostAsync($"{path}/contributions", new { amount = 30 })).Ok();
        (await client.GetAsync(path)).Ok().GetProperty("reached").GetBoolean().ShouldBeTrue();
        await QuietAsync(client);
        (await ReachedAsync(client)).ShouldBe(1);
        (await product.Database.ScalarAsync<long>("select count(*) from alerts where rule = 'goal.reached'")).ShouldBe(1);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync("savings");
        var linked = (
            await client.PostAsync(
                "goals",
                new
                {
                    name = "A",
                    targetAmount = 1,
                    accountIds = new[] { account },
                }
            )
        ).Ok();
        var open = (await client.PostAsync("goals", new { name = "B", targetAmount = 1 })).Ok();
        Task<Reply> Add(System.Text.Json.JsonElement goal, object body) =>
            client.PostAsync($"goals/{goal.GetProperty("goalId").GetGuid()}/contributions", body);
        (await Add(linked, new { amount = 1 })).ShouldFail(409, "goal_linked");
        (await Add(open, new { amount = -1 })).ShouldFail(400, "insufficient_savings");
        (await Add(open, new { amount = 0 })).Fields.ShouldBe(["amount"]);
        (await Add(open, new { amount = 0.001 })).ShouldFail(400, "currency_precision");
    }

    private static async Task<int> ReachedAsync(Client client) =>
        (
            await Wait.ForAsync(
                async () =>
                    (await client.GetAsync("notifications"))
                        .Ok()
                        .EnumerateArray()
                        .Count(n => n.GetProperty("kind").GetString() == "goal.reached"),
                n => n > 0
            )
        );

    /// <summary>What was written so far has gone through the effects.</summary>
    private Task QuietAsync(Client client) =>
        Wait.UntilAsync(async () =>
            await product.Database.ScalarAsync<long>("select (select count(*) from outbox) + (select count(*) from deliveries)") == 0
        );
}
