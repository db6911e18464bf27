using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Goals.UpdateGoal;

public sealed class UpdateGoalTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task What_is_given_changes_and_accounts_are_linked_and_let_go()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync("savings", 70);
        var created = await client.PostAsync(
            "goals",
            new
            {
                name = "Bike",
                targetAmount = 100,
                targetDate = "2099-01-01",
            }
        );
        var path = $"goals/{created["goalId"].GetGuid()}";
        var etag = created.Headers.ETag!.ToString();
        (await client.PutAsync(path, new { accountIds = new[] { account } }, ("If-Match", etag))).Ok();
        (await client.PutAsync(path, new { name = "Late" }, ("If-Match", etag))).ShouldFail(412, "stale_version");
        var goal = (await client.GetAsync(path)).Ok();
        goal.GetProperty("name").GetString().ShouldBe("Bike");
        goal.GetProperty("saved").GetDecimal().ShouldBe(70);
        (await client.PutAsync(path, new { targetAmount = 200, targetDate = (string?)null })).Ok();
        goal = (await client.GetAsync(path)).Ok();
        goal.GetProperty("saved").GetDecimal().ShouldBe(70);
        goal.GetProperty("targetDate").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await client.PutAsync(path, new { accountIds = Array.Empty<Guid>() })).Ok();
        (await client.GetAsync(path)).Ok().GetProperty("saved").GetDecimal().ShouldBe(0);
        (await client.PutAsync(path, new { targetDate = "2001-01-01" })).Fields.ShouldBe(["targetDate"]);
        (await client.PutAsync(path, new { name = "" })).Fields.ShouldBe(["name"]);
        await product.ShouldBeConsistentAsync();
    }
}
