using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Goals.DeleteGoal;

public sealed class DeleteGoalTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_goal_that_is_given_up_is_gone()
    {
        var client = await product.SignedUpAsync();
        var id = (await client.PostAsync("goals", new { name = "Bike", targetAmount = 100 })).Ok().GetProperty("goalId").GetGuid();
        (await client.PostAsync($"goals/{id}/contributions", new { amount = 5 })).Ok();
        ((int)(await client.DeleteAsync($"goals/{id}")).Status).ShouldBe(204);
        (await client.GetAsync($"goals/{id}")).ShouldFail(404, "not_found");
        (await client.PostAsync($"goals/{id}/contributions", new { amount = 5 })).ShouldFail(404, "not_found");
        (await client.DeleteAsync($"goals/{id}")).ShouldFail(404, "not_found");
        await product.ShouldBeConsistentAsync();
    }
}
