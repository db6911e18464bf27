using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Recurring.GetRecurring;

public sealed class GetRecurringTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_schedule_is_read_as_it_was_set()
    {
        var client = await product.SignedUpAsync();
        var created = await client.PostAsync("recurring", RecurringSteps.Monthly(await client.OpenAccountAsync(), "2099-01-31"));
        var read = await client.GetAsync($"recurring/{created["recurringId"].GetGuid()}");
        read.Ok().GetRawText().ShouldBe(created.Text);
        read["nextDate"].GetString().ShouldBe("2099-01-31");
        read.Headers.ETag.ShouldNotBeNull();
        (await client.GetAsync($"recurring/{Guid.CreateVersion7()}")).ShouldFail(404, "not_found");
    }
}
