using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Webhooks.DeleteWebhook;

public sealed class DeleteWebhookTests(HookedProduct product) : IClassFixture<HookedProduct>
{
    [Fact]
    public async Task It_goes_with_all_that_waits_for_it()
    {
        var (client, account, hook) = await product.HookedAsync("http://127.0.0.1:9/");
        (await client.ExpenseAsync(account, 1)).Ok();
        await Wait.UntilAsync(async () =>
            await product.Database.ScalarAsync<long>(
                "select count(*) from webhook_attempts a join webhook_deliveries d using (book_id, delivery_id) where d.webhook_id = $1",
                hook
            ) > 0
        );
        ((int)(await client.DeleteAsync($"webhooks/{hook}")).Status).ShouldBe(204);
        (await client.DeleteAsync($"webhooks/{hook}")).ShouldFail(404, "not_found");
        (await product.Database.ScalarAsync<long>("select count(*) from webhook_deliveries where webhook_id = $1", hook)).ShouldBe(0);
    }
}
