using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Webhooks.ListWebhookDeliveries;

public sealed class ListWebhookDeliveriesTests(HookedProduct product) : IClassFixture<HookedProduct>
{
    [Fact]
    public async Task Each_attempt_is_kept_and_what_failed_is_tried_again_with_growing_pauses_until_it_is_taken()
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Answer = n => n < 4 ? 503 : 200;
        var (client, account, hook) = await product.HookedAsync(receiver.Url);
        (await client.ExpenseAsync(account, 1)).Ok();
        var requests = await receiver.WaitAsync(4);
        requests.Select(r => r.Body).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        requests.Select(r => r.Delivery).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        // 100 ms, then three times as long after each.
        (requests[3].At - requests[0].At).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(1200));
        var delivery = (
            await Wait.ForAsync(
                async () => (await client.GetAsync($"webhooks/{hook}/deliveries")).Ok(),
                d => d[0].GetProperty("status").GetString() == "delivered"
            )
        )[0];
        var attempts = delivery.GetProperty("attempts").EnumerateArray().ToList();
        attempts.Select(a => a.GetProperty("statusCode").GetInt32()).ShouldBe([503, 503, 503, 200]);
        attempts[0].GetProperty("error").GetString().ShouldBe("answered 503");
        delivery.GetProperty("nextAttemptAt").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await client.GetAsync("webhooks")).Ok()[0].GetProperty("failures").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task After_a_day_it_is_given_up_and_says_so()
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Answer = _ => 500;
        var (client, account, hook) = await product.HookedAsync(receiver.Url);
        (await client.ExpenseAsync(account, 1)).Ok();
        await receiver.WaitAsync(1);
        await product.Database.RunAsync($"update webhook_deliveries set give_up_at = now() where webhook_id = '{hook}'");
        await Wait.UntilAsync(async () => (await client.GetAsync($"webhooks/{hook}/deliveries?status=failed")).Ok().GetArrayLength() == 1);
        var had = receiver.Requests.Count;
        await Task.Delay(1500);
        receiver.Requests.Count.ShouldBe(had);
    }

    [Theory]
    [InlineData(302, "answered 302")]
    [InlineData(410, "answered 410")]
    public async Task Anything_but_2xx_is_a_failure_and_no_redirect_is_followed(int status, string error)
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Answer = _ => status;
        (await FirstErrorAsync(receiver.Url)).ShouldBe(error);
    }

    [Fact]
    public async Task Who_does_not_answer_in_time_has_not_taken_it_and_keeps_nobody_else_waiting()
    {
        await using var slow = await HookReceiver.StartAsync();
        slow.Delay = TimeSpan.FromSeconds(4);
        var (client, account, hook) = await product.HookedAsync(slow.Url);
        for (var i = 0; i < 30; i++)
        {
            (await client.ExpenseAsync(account, 1)).Ok();
        }
        await slow.WaitAsync(1);
        await using var receiver = await HookReceiver.StartAsync();
        var (other, elsewhere, _) = await product.HookedAsync(receiver.Url);
        var begun = TimeProvider.System.GetUtcNow();
        (await other.ExpenseAsync(elsewhere, 1)).Ok();
        (await receiver.WaitAsync(1))[0].At.ShouldBeLessThan(begun + TimeSpan.FromSeconds(2));
        await Wait.UntilAsync(async () =>
            (await client.GetAsync($"webhooks/{hook}/deliveries?limit=200")).Text.Contains("no answer in time", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_wrong_filter_is_named_and_an_unknown_webhook_is_not_found()
    {
        var (client, _, hook) = await product.HookedAsync("http://127.0.0.1:9/");
        (await client.GetAsync($"webhooks/{hook}/deliveries?status=lost")).Fields.ShouldBe(["status"]);
        (await client.GetAsync($"webhooks/{hook}/deliveries?limit=0")).Fields.ShouldBe(["limit"]);
        (await client.GetAsync($"webhooks/{Guid.CreateVersion7()}/deliveries")).ShouldFail(404, "not_found");
    }

    private async Task<string?> FirstErrorAsync(string url)
    {
        var (client, account, hook) = await product.HookedAsync(url);
        (await client.ExpenseAsync(account, 1)).Ok();
        var list = await Wait.ForAsync(
            async () => (await client.GetAsync($"webhooks/{hook}/deliveries")).Ok(),
            d => d.GetArrayLength() > 0 && d[0].GetProperty("attempts").GetArrayLength() > 0
        );
        return list[0].GetProperty("attempts")[0].GetProperty("error").GetString();
    }
}
