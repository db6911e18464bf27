using Rupaya.Client;

namespace Rupaya.Clients;

/// <summary>What proves that a delivery is Rupaya's.</summary>
public sealed class WebhookTests
{
    [Fact]
    public void A_webhook_is_proved_by_what_another_library_signed_and_nothing_else_is()
    {
        const string secret = "whsec_c2VjcmV0IHNlY3JldCBzZWNyZXQ=";
        const string body = """{"id":"d1","type":"webhook.test"}""";
        var now = TimeProvider.System.GetUtcNow();
        var signature = new StandardWebhooks.StandardWebhook(secret).Sign("d1", now, body);
        bool Verify(string key, DateTimeOffset at, string signatures, string text) =>
            Webhooks.Verify(key, "d1", $"{at.ToUnixTimeSeconds()}", signatures, System.Text.Encoding.UTF8.GetBytes(text));
        Verify(secret, now, signature, body).ShouldBeTrue();
        Verify(secret, now, $"v1,AAAA {signature}", body).ShouldBeTrue();
        Verify(secret, now, signature, body + " ").ShouldBeFalse();
        Verify("whsec_b3RoZXI=", now, signature, body).ShouldBeFalse();
        Verify(secret, now.AddSeconds(-301), new StandardWebhooks.StandardWebhook(secret).Sign("d1", now.AddSeconds(-301), body), body)
            .ShouldBeFalse();
    }
}
