using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Webhooks.TestWebhook;

public sealed class TestWebhookTests(HookedProduct product) : IClassFixture<HookedProduct>
{
    [Fact]
    public async Task The_receiver_gets_a_signed_delivery_and_its_answer_is_shown()
    {
        await using var receiver = await HookReceiver.StartAsync();
        var (client, _, hook) = await product.HookedAsync(receiver.Url);
        var delivery = (await client.PostAsync($"webhooks/{hook}/test", null)).Ok().GetProperty("deliveryId").GetGuid();
        var told = (await receiver.WaitAsync(1))[0];
        told.Delivery.ShouldBe(delivery.ToString());
        told.Json.GetProperty("event").GetString().ShouldBe("webhook.test");
        told.Json.GetProperty("deliveryId").GetGuid().ShouldBe(delivery);
        told.Json.GetProperty("bookId").GetGuid().ShouldBe(await client.DefaultBookAsync());
        await Wait.UntilAsync(async () =>
            (await client.GetAsync($"webhooks/{hook}/deliveries?status=delivered")).Ok().GetArrayLength() == 1
        );
    }

    [Fact]
    public async Task Two_tries_are_two_deliveries_and_one_that_fails_is_tried_again()
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Answer = n => n == 1 ? 500 : 204;
        var (client, _, hook) = await product.HookedAsync(receiver.Url);
        (await client.PostAsync($"webhooks/{hook}/test", null)).Ok();
        (await client.PostAsync($"webhooks/{hook}/test", null)).Ok();
        var requests = await receiver.WaitAsync(3);
        requests.Select(r => r.Delivery).Distinct().Count().ShouldBe(2);
    }
}
