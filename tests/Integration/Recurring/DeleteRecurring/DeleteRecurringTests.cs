using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Recurring.DeleteRecurring;

public sealed class DeleteRecurringTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_schedule_that_ended_lets_its_account_go_and_keeps_what_it_posted()
    {
        var client = await product.SignedUpAsync();
        var (used, unused) = (await client.OpenAccountAsync("cash", 10), await client.OpenAccountAsync("savings"));
        var posted = await client.SetAsync(RecurringSteps.Monthly(used, $"{await client.TodayAsync():yyyy-MM-dd}", 4));
        var waiting = await client.SetAsync(RecurringSteps.Monthly(unused, "2099-01-01"));
        await client.PostedAsync(posted, 1);
        (await client.DeleteAsync($"accounts/{unused}")).ShouldFail(409, "account_in_use");
        ((int)(await client.DeleteAsync($"recurring/{waiting}")).Status).ShouldBe(204);
        ((int)(await client.DeleteAsync($"recurring/{posted}")).Status).ShouldBe(204);
        ((int)(await client.DeleteAsync($"accounts/{unused}")).Status).ShouldBe(204);
        (await client.BalanceAsync(used)).ShouldBe(6);
        (await client.GetAsync($"recurring/{posted}")).ShouldFail(404, "not_found");
        (await client.DeleteAsync($"recurring/{posted}")).ShouldFail(404, "not_found");
        await product.ShouldBeConsistentAsync();
    }
}
