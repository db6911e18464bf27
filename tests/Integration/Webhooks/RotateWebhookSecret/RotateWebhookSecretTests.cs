using Rupaya.Domain.Webhooks;
using Rupaya.Integration.Fixtures;
using StandardWebhooks.Diagnostics;
using Library = StandardWebhooks.StandardWebhook;

namespace Rupaya.Integration.Webhooks.RotateWebhookSecret;

/// <summary>Deliveries as the library for receivers verifies them, before, during and after a change of the secret.</summary>
public sealed class RotateWebhookSecretTests(HookedProduct product) : IClassFixture<HookedProduct>
{
    private static void ShouldVerify(HookRequest request, string secret) => new Library(secret).Verify(request.Body, request.Headers);

    private static void ShouldNotVerify(HookRequest request, string secret, string? body = null) =>
        Should.Throw<WebhookVerificationException>(() => new Library(secret).Verify(body ?? request.Body, request.Headers));

    [Fact]
    public async Task A_library_verifies_and_both_secrets_count_for_a_day()
    {
        await using var receiver = await HookReceiver.StartAsync();
        var client = await product.Host.Client().SignUpAsync();
        var made = (await client.PostAsync("webhooks", new { url = receiver.Url, events = new[] { "transaction.created" } })).Ok();
        var (hook, first) = (made.GetProperty("webhookId").GetGuid(), made.GetProperty("secret").GetString()!);
        (await client.PostAsync($"webhooks/{hook}/test", new { @event = "transaction.created" })).Ok();
        var before = (await receiver.WaitAsync(1))[0];
        ShouldVerify(before, first);
        ShouldNotVerify(before, first, before.Body.Replace("120.5", "121.5", StringComparison.Ordinal));
        before.Json.GetProperty("id").GetString().ShouldBe(before.Headers["webhook-id"].ToString());
        before.Json.GetProperty("type").GetString().ShouldBe("transaction.created");
        before.Json.GetProperty("data").GetProperty("amount").GetDecimal().ShouldBe(120.5m);

        var rotated = (await client.PostAsync($"webhooks/{hook}/rotate-secret", null)).Ok();
        var second = rotated.GetProperty("secret").GetString()!;
        second.ShouldNotBe(first);
        var until = rotated.GetProperty("previousSecretUntil").GetDateTimeOffset();
        (until - TimeProvider.System.GetUtcNow()).ShouldBeInRange(TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
        (await client.PostAsync($"webhooks/{hook}/test", null)).Ok();
        var during = (await receiver.WaitAsync(2))[1];
        var signatures = during.Headers["webhook-signature"].ToString().Split(' ');
        signatures.Distinct(StringComparer.Ordinal).Count().ShouldBe(2);
        // As they came: neither receiver has to know that there are two.
        ShouldVerify(during, second);
        ShouldVerify(during, first);
        ShouldNotVerify(during, StandardWebhook.Prefix + Convert.ToBase64String(new byte[32]));
        during.Signature.Split(",v1=").Length.ShouldBe(3);
        (await client.GetAsync("webhooks")).Ok()[0].GetProperty("previousSecretUntil").GetDateTimeOffset().ShouldBe(until);

        await product.Database.RunAsync($"update webhooks set previous_until = now() where webhook_id = '{hook}'");
        (await client.PostAsync($"webhooks/{hook}/test", null)).Ok();
        var after = (await receiver.WaitAsync(3))[2];
        ShouldVerify(after, second);
        ShouldNotVerify(after, first);
        after.ShouldBeSignedWith(second);
        (await client.GetAsync("webhooks")).Text.ShouldNotContain(second);
    }

    [Fact]
    public async Task Only_an_owner_rotates()
    {
        var (_, _, hook) = await product.HookedAsync("http://127.0.0.1:9/");
        var stranger = await product.Host.Client().SignUpAsync();
        (await stranger.PostAsync($"webhooks/{hook}/rotate-secret", null)).ShouldFail(404, "not_found");
    }
}
