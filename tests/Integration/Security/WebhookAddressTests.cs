using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>S27: a webhook leads nowhere but to public addresses, whatever its name says and whenever the name changes its mind.</summary>
public sealed class WebhookAddressTests(Product product) : IClassFixture<Product>
{
    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://10.0.0.1:8443/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    public async Task S27_a_private_address_is_refused_when_the_webhook_is_made(string url)
    {
        var client = await product.SignedUpAsync();
        (await client.PostAsync("webhooks", new { url, events = new[] { "goal.reached" } })).ShouldFail(400, "webhook_address");
    }

    [Fact]
    public async Task S27_plain_http_is_refused()
    {
        var client = await product.SignedUpAsync();
        var reply = await client.PostAsync("webhooks", new { url = "http://example.org/", events = new[] { "goal.reached" } });
        reply.ShouldFail(400, "validation_failed");
        reply.Fields.ShouldBe(["url"]);
    }

    [Fact]
    public async Task S27_a_name_is_checked_after_it_was_resolved_and_nothing_is_sent()
    {
        await using var receiver = await HookReceiver.StartAsync();
        var client = await product.SignedUpAsync();
        // What a name that first led elsewhere, or a redirect, would come to: the name of this very machine.
        var url = new UriBuilder(receiver.Url) { Scheme = "https", Host = "localhost" }.Uri;
        var hook = (await client.PostAsync("webhooks", new { url, events = new[] { "transaction.created" } }))
            .Ok()
            .GetProperty("webhookId")
            .GetGuid();
        (await client.IncomeAsync(await client.OpenAccountAsync(), 1)).Ok();
        var list = await Wait.ForAsync(
            async () => (await client.GetAsync($"webhooks/{hook}/deliveries")).Ok(),
            d => d.GetArrayLength() > 0 && d[0].GetProperty("attempts").GetArrayLength() > 0
        );
        list[0].GetProperty("attempts")[0].GetProperty("error").GetString().ShouldBe("the address is not public");
        receiver.Requests.ShouldBeEmpty();
    }
}
