using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Webhooks.ResendWebhookDelivery;

public sealed class ResendWebhookDeliveryTests(HookedProduct product) : IClassFixture<HookedProduct>
{
    [Fact]
    public async Task The_same_delivery_is_sent_again_whatever_became_of_it()
    {
        await using var receiver = await HookReceiver.StartAsync();
        var (client, account, hook) = await product.HookedAsync(receiver.Url);
        (await client.ExpenseAsync(account, 1)).Ok();
        var first = (await receiver.WaitAsync(1))[0];
        await Wait.UntilAsync(async () =>
            (await client.GetAsync($"webhooks/{hook}/deliveries?status=delivered")).Ok().GetArrayLength() == 1
        );
        var resend = $"webhooks/{hook}/deliveries/{first.Delivery}/resend";
        ((int)(await client.PostAsync(resend, null)).Status).ShouldBe(202);
        var second = (await receiver.WaitAsync(2))[1];
        second.Delivery.ShouldBe(first.Delivery);
        second.Body.ShouldBe(first.Body);
        await Wait.UntilAsync(async () =>
            (await client.GetAsync($"webhooks/{hook}/deliveries")).Ok()[0].GetProperty("attempts").GetArrayLength() == 2
        );
    }

    [Fact]
    public async Task An_unknown_delivery_is_not_found()
    {
        var (client, _, hook) = await product.HookedAsync("http://127.0.0.1:9/");
        (await client.PostAsync($"webhooks/{hook}/deliveries/{Guid.CreateVersion7()}/resend", null)).ShouldFail(404, "not_found");
    }
}
