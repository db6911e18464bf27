using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Webhooks.UpdateWebhook;

public sealed class UpdateWebhookTests(HookedProduct product) : IClassFixture<HookedProduct>
{
    [Fact]
    public async Task It_is_sent_elsewhere_told_something_else_and_signed_with_another_secret()
    {
        await using var old = await HookReceiver.StartAsync();
        await using var receiver = await HookReceiver.StartAsync();
        var (client, account, hook) = await product.HookedAsync(old.Url);
        var changed = await client.PutAsync(
            $"webhooks/{hook}",
            new
            {
                url = receiver.Url,
                events = new[] { "transaction.deleted" },
                secret = (string?)null,
            }
        );
        changed.Ok().GetProperty("url").GetString().ShouldBe(new Uri(receiver.Url).AbsoluteUri);
        changed["secret"].GetString()!.Length.ShouldBeGreaterThanOrEqualTo(16);
        var id = (await client.ExpenseAsync(account, 1)).Ok().GetProperty("transactionId").GetGuid();
        (await client.DeleteAsync($"transactions/{id}")).Ok();
        var told = (await receiver.WaitAsync(1))[0];
        told.Json.GetProperty("event").GetString().ShouldBe("transaction.deleted");
        told.ShouldBeSignedWith(changed["secret"].GetString()!);
        old.Requests.ShouldBeEmpty();
        // What is not named stays, and a secret of one's own is not shown.
        var again = (await client.PutAsync($"webhooks/{hook}", new { secret = "a-secret-of-my-own" })).Ok();
        again.GetProperty("secret").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        again.GetProperty("events")[0].GetString().ShouldBe("transaction.deleted");
        (await client.PostAsync($"webhooks/{hook}/test", null)).Ok();
        (await receiver.WaitAsync(2))[1].ShouldBeSignedWith("a-secret-of-my-own");
    }

    [Theory]
    [InlineData("""{"url":"ftp://example.org/"}""", "url")]
    [InlineData("""{"url":"http://10.0.0.1/"}""", "url")]
    [InlineData("""{"url":null}""", "url")]
    [InlineData("""{"events":[]}""", "events")]
    [InlineData("""{"events":["webhook.test"]}""", "events[0]")]
    [InlineData("""{"secret":"short"}""", "secret")]
    [InlineData("""{"failures":0}""", "failures")]
    public async Task A_wrong_change_is_named_and_changes_nothing(string body, string field)
    {
        var (client, _, hook) = await product.HookedAsync("http://127.0.0.1:9/");
        var before = (await client.GetAsync("webhooks")).Text;
        var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var reply = await client.SendAsync(HttpMethod.Put, $"webhooks/{hook}", content, []);
        ((int)reply.Status).ShouldBe(400);
        reply.Fields.ShouldBe([field]);
        (await client.GetAsync("webhooks")).Text.ShouldBe(before);
    }

    [Fact]
    public async Task Only_an_owner_changes_and_tries_it()
    {
        var (client, _, hook) = await product.HookedAsync("http://127.0.0.1:9/");
        var stranger = await product.Host.Client().SignUpAsync();
        foreach (var who in new[] { stranger, client })
        {
            var id = who == client ? Guid.CreateVersion7() : hook;
            (await who.PutAsync($"webhooks/{id}", new { events = new[] { "goal.reached" } })).ShouldFail(404, "not_found");
            (await who.PostAsync($"webhooks/{id}/test", null)).ShouldFail(404, "not_found");
        }
    }
}
