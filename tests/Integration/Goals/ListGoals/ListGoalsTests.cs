using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Goals.ListGoals;

public sealed class ListGoalsTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Goals_are_listed_oldest_first_with_their_pace()
    {
        var client = await product.SignedUpAsync();
        (await client.GetAsync("goals")).Ok().GetArrayLength().ShouldBe(0);
        var due = (await client.TodayAsync()).AddMonths(10);
        (
            await client.PostAsync(
                "goals",
                new
                {
                    name = "A",
                    targetAmount = 1000,
                    targetDate = $"{due:yyyy-MM-dd}",
                }
            )
        ).Ok();
        (await client.PostAsync("goals", new { name = "B", targetAmount = 1 })).Ok();
        var goals = (await client.GetAsync("goals")).Ok();
        goals.EnumerateArray().Select(g => g.GetProperty("name").GetString()).ShouldBe(["A", "B"]);
        goals[0].GetProperty("monthlyNeeded").GetDecimal().ShouldBe(100);
        goals[0].GetProperty("onTrack").GetBoolean().ShouldBeTrue();
        goals[1].GetProperty("onTrack").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }
}
