using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Recurring.ListRecurring;

public sealed class ListRecurringTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Schedules_are_listed_oldest_first()
    {
        var client = await product.SignedUpAsync();
        (await client.GetAsync("recurring")).Ok().GetArrayLength().ShouldBe(0);
        var account = await client.OpenAccountAsync();
        Guid[] ids =
        [
            await client.SetAsync(RecurringSteps.Monthly(account, "2099-01-01")),
            await client.SetAsync(RecurringSteps.Monthly(account, "2098-01-01")),
        ];
        (await client.GetAsync("recurring")).Ok().EnumerateArray().Select(r => r.GetProperty("recurringId").GetGuid()).ShouldBe(ids);
    }
}
