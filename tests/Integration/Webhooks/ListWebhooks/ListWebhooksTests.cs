using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Webhooks.ListWebhooks;

public sealed class ListWebhooksTests(HookedProduct product) : IClassFixture<HookedProduct>
{
    [Fact]
    public async Task They_are_listed_without_their_secrets_which_are_sealed_at_rest()
    {
        var (client, _, hook) = await product.HookedAsync("http://127.0.0.1:9/hook", "goal.reached");
        var list = await client.GetAsync("webhooks");
        list.Ok()[0].GetProperty("webhookId").GetGuid().ShouldBe(hook);
        list.Ok()[0].GetProperty("url").GetString().ShouldBe("http://127.0.0.1:9/hook");
        list.Ok()[0].GetProperty("events")[0].GetString().ShouldBe("goal.reached");
        list.Text.ShouldNotContain(HookedProduct.Secret);
        var stored = await product.Database.ScalarAsync<byte[]>("select secret from webhooks where webhook_id = $1", hook);
        System.Text.Encoding.Latin1.GetString(stored).ShouldNotContain(HookedProduct.Secret);
    }
}
