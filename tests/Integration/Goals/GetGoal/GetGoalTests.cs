using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Goals.GetGoal;

public sealed class GetGoalTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task What_linked_accounts_hold_is_saved_at_todays_rates()
    {
        var client = await product.SignedUpAsync();
        var (rupees, euros) = (await client.OpenAccountAsync("savings", 400), await client.OpenAccountAsync("cash", 5, "EUR"));
        var body = new
        {
            name = "Trip",
            targetAmount = 1000,
            accountIds = new[] { rupees, euros },
        };
        var path = $"goals/{(await client.PostAsync("goals", body)).Ok().GetProperty("goalId").GetGuid()}";
        var goal = (await client.GetAsync(path)).Ok();
        goal.GetProperty("saved").GetDecimal().ShouldBe(400);
        goal.GetProperty("missingRates")[0].GetProperty("amount").GetDecimal().ShouldBe(5);
        (
            await client.PutAsync(
                "rates",
                new
                {
                    @base = "EUR",
                    quote = "INR",
                    date = $"{await client.TodayAsync():yyyy-MM-dd}",
                    rate = 90,
                }
            )
        ).Ok();
        (await client.IncomeAsync(rupees, 50)).Ok();
        goal = (await client.GetAsync(path)).Ok();
        goal.GetProperty("saved").GetDecimal().ShouldBe(900);
        goal.GetProperty("remaining").GetDecimal().ShouldBe(100);
        goal.GetProperty("progress").GetDecimal().ShouldBe(90.00m);
        goal.GetProperty("reached").GetBoolean().ShouldBeFalse();
        goal.GetProperty("missingRates").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_is_told_that_a_goal_is_reached_while_a_linked_balance_has_no_rate()
    {
        var client = await product.SignedUpAsync();
        var (rupees, euros) = (await client.OpenAccountAsync("savings", 400), await client.OpenAccountAsync("cash", 5, "EUR"));
        var body = new
        {
            name = "Sofa",
            targetAmount = 300,
            accountIds = new[] { rupees, euros },
        };
        (await client.PostAsync("goals", body)).Ok();
        (await client.IncomeAsync(rupees, 50)).Ok();
        await Wait.UntilAsync(async () =>
            await product.Database.ScalarAsync<long>("select (select count(*) from outbox) + (select count(*) from deliveries)") == 0
        );
        (await client.GetAsync("notifications")).Text.ShouldNotContain("goal.reached");
        var rate = new
        {
            @base = "EUR",
            quote = "INR",
            date = $"{await client.TodayAsync():yyyy-MM-dd}",
            rate = 90,
        };
        (await client.PutAsync("rates", rate)).Ok();
        (await client.IncomeAsync(rupees, 1)).Ok();
        await Wait.UntilAsync(async () => (await client.GetAsync("notifications")).Text.Contains("goal.reached", StringComparison.Ordinal));
    }
}
