using Json.Schema;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Webhooks.ListWebhookEvents;

public sealed class ListWebhookEventsTests(HookedProduct product) : IClassFixture<HookedProduct>
{
    [Fact]
    public async Task Each_event_says_what_it_sends_and_a_test_of_it_is_valid_by_that()
    {
        await using var receiver = await HookReceiver.StartAsync();
        var (client, _, hook) = await product.HookedAsync(receiver.Url);
        var events = (await client.GetAsync("webhooks/events")).Ok().EnumerateArray().ToList();
        events.Count.ShouldBe(32);
        events.ShouldAllBe(e => e.GetProperty("description").GetString()!.EndsWith('.'));
        var document = (await client.GetAsync("/openapi/v1.json")).Ok().GetProperty("webhooks");
        for (var i = 0; i < events.Count; i++)
        {
            var type = events[i].GetProperty("type").GetString()!;
            document
                .GetProperty(type)
                .GetProperty("post")
                .GetProperty("description")
                .GetString()
                .ShouldBe(events[i].GetProperty("description").GetString());
            (await client.PostAsync($"webhooks/{hook}/test", new { @event = type })).Ok();
            var sent = (await receiver.WaitAsync(i + 1))[i].Json;
            sent.GetProperty("type").GetString().ShouldBe(type);
            var schema = JsonSchema.FromText(events[i].GetProperty("schema").GetRawText());
            schema.Evaluate(sent.GetProperty("data")).IsValid.ShouldBeTrue(type);
        }
        (await client.PostAsync($"webhooks/{hook}/test", new { @event = "everything" })).Fields.ShouldBe(["event"]);
    }

    [Fact]
    public async Task What_really_happens_is_valid_by_its_schema_too()
    {
        await using var receiver = await HookReceiver.StartAsync();
        var (client, account, _) = await product.HookedAsync(receiver.Url);
        (await client.ExpenseAsync(account, 3, await client.CategoryAsync("Dining"))).Ok();
        var sent = (await receiver.WaitAsync(1))[0].Json;
        var kind = (await client.GetAsync("webhooks/events"))
            .Ok()
            .EnumerateArray()
            .Single(e => e.GetProperty("type").GetString() == "transaction.created");
        var schema = JsonSchema.FromText(kind.GetProperty("schema").GetRawText());
        schema.Evaluate(sent.GetProperty("data")).IsValid.ShouldBeTrue(sent.GetRawText());
    }
}
