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
}
