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

    [Fact]
    public async Task What_takes_nothing_for_three_days_is_turned_off_and_its_owner_and_the_others_are_told()
    {
        await using var dead = await HookReceiver.StartAsync();
        await using var alive = await HookReceiver.StartAsync();
        dead.Answer = _ => 500;
        dead.Text = "no room\0 left";
        var (client, account, hook) = await product.HookedAsync(dead.Url);
        (await client.PostAsync("webhooks", new { url = alive.Url, events = new[] { "webhook.disabled" } })).Ok();
        (await client.ExpenseAsync(account, 1)).Ok();
        await Wait.UntilAsync(async () => (await HookAsync(client, hook)).GetProperty("failures").GetInt32() > 0);
        (await HookAsync(client, hook)).GetProperty("enabled").GetBoolean().ShouldBeTrue();
        await product.Database.RunAsync($"update webhooks set failing_since = now() - interval '73 hours' where webhook_id = '{hook}'");
        await Wait.UntilAsync(async () => !(await HookAsync(client, hook)).GetProperty("enabled").GetBoolean());
        (await HookAsync(client, hook)).GetProperty("disabledReason").GetString().ShouldBe("failures");
        var told = (await alive.WaitAsync(1))[0].Json;
        told.GetProperty("type").GetString().ShouldBe("webhook.disabled");
        told.GetProperty("data").GetProperty("webhookId").GetGuid().ShouldBe(hook);
        var notice = (await client.GetAsync("notifications"))
            .Ok()
            .EnumerateArray()
            .Where(n => n.GetProperty("kind").GetString() == "webhook.disabled");
        notice.ShouldHaveSingleItem();
        (await product.Mail.WaitAsync(client.Email, "turned off")).ShouldContain("Nothing has arrived");

        // Nothing is sent to it, until somebody turns it on.
        (await client.PostAsync($"webhooks/{hook}/test", null)).ShouldFail(409, "webhook_disabled");
        var had = dead.Requests.Count;
        (await client.ExpenseAsync(account, 2)).Ok();
        await Task.Delay(1500);
        dead.Requests.Count.ShouldBe(had);
        (dead.Answer, dead.Text) = (_ => 204, null);
        (await client.PutAsync($"webhooks/{hook}", new { enabled = true })).Ok().GetProperty("enabled").GetBoolean().ShouldBeTrue();
        (await client.PostAsync($"webhooks/{hook}/test", null)).Ok();
        await Wait.UntilAsync(async () =>
            (await client.GetAsync($"webhooks/{hook}/deliveries?status=delivered")).Ok().GetArrayLength() > 0
        );
    }

    [Fact]
    public async Task An_owner_turns_it_off_and_deliveries_show_what_was_sent_and_answered_page_by_page()
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.Answer = _ => 200;
        receiver.Text = new string('x', 5000);
        var (client, _, hook) = await product.HookedAsync(receiver.Url);
        for (var i = 0; i < 5; i++)
        {
            (await client.PostAsync($"webhooks/{hook}/test", null)).Ok();
        }
        await Wait.UntilAsync(async () =>
            (await client.GetAsync($"webhooks/{hook}/deliveries?status=delivered")).Ok().GetArrayLength() == 5
        );
        var pages = await client.PagesAsync($"webhooks/{hook}/deliveries?limit=2");
        pages.Select(d => d.GetProperty("deliveryId").GetGuid()).Distinct().Count().ShouldBe(5);
        var attempt = pages[0].GetProperty("attempts")[0];
        attempt.GetProperty("answer").GetString().ShouldBe(new string('x', 4096));
        var headers = attempt.GetProperty("headers");
        headers.GetProperty("webhook-id").GetString().ShouldBe(pages[0].GetProperty("deliveryId").GetString());
        headers.GetRawText().ShouldNotContain("ignature");
        (await client.PutAsync($"webhooks/{hook}", new { enabled = false })).Ok().GetProperty("enabled").GetBoolean().ShouldBeFalse();
        (await HookAsync(client, hook)).GetProperty("disabledReason").GetString().ShouldBe("owner");
        var delivery = pages[0].GetProperty("deliveryId").GetGuid();
        (await client.PostAsync($"webhooks/{hook}/deliveries/{delivery}/resend", null)).ShouldFail(409, "webhook_disabled");
        (await client.PutAsync($"webhooks/{hook}", new { enabled = (bool?)null })).Fields.ShouldBe(["enabled"]);
    }

    private static async Task<System.Text.Json.JsonElement> HookAsync(Client client, Guid hook) =>
        (await client.GetAsync("webhooks")).Ok().EnumerateArray().Single(w => w.GetProperty("webhookId").GetGuid() == hook);
}
