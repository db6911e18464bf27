using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Webhooks.CreateWebhook;

/// <summary>Every kind of thing in a book tells that it was created, changed and deleted.</summary>
public sealed class ChangeEventTests(HookedProduct product) : IClassFixture<HookedProduct>
{
    [Fact]
    public async Task Each_kind_is_told_with_its_id_and_the_number_of_the_change()
    {
        await using var receiver = await HookReceiver.StartAsync();
        var client = await product.Host.Client().SignUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        var listed = (await client.GetAsync("webhooks/events")).Ok().EnumerateArray().Select(e => e.GetProperty("type").GetString()!);
        string[] events = [.. listed.Where(e => e is not "webhook.test")];
        (await client.PostAsync("webhooks", new { url = receiver.Url, events })).Ok();

        var category = (await client.PostAsync("categories", new { name = "Hats", kind = "expense" }))
            .Ok()
            .GetProperty("categoryId")
            .GetGuid();
        (await client.PutAsync($"categories/{category}", new { name = "Caps" })).Ok();
        (await client.PutAsync($"accounts/{account}", new { name = "Main" })).Ok();
        var budget = new
        {
            categoryId = category,
            amount = 100,
            period = "month",
        };
        var budgetId = (await client.PostAsync("budgets", budget)).Ok().GetProperty("budgetId").GetGuid();
        (await client.DeleteAsync($"budgets/{budgetId}")).Ok();
        var goal = (await client.PostAsync("goals", new { name = "Bike", targetAmount = 100 })).Ok().GetProperty("goalId").GetGuid();
        (await client.DeleteAsync($"goals/{goal}")).Ok();
        (await client.DeleteAsync($"categories/{category}")).Ok();
        var book = await client.DefaultBookAsync();
        (await client.PutAsync($"books/{book}", new { name = "Ours" })).Ok();

        var told = (await receiver.WaitAsync(9)).Select(r => r.Json).ToList();
        told.Select(e => (e.GetProperty("type").GetString(), e.GetProperty("data").GetProperty("id").GetGuid()))
            .ShouldBe(
                [
                    ("category.created", category),
                    ("category.updated", category),
                    ("account.updated", account),
                    ("budget.created", budgetId),
                    ("budget.deleted", budgetId),
                    ("goal.created", goal),
                    ("goal.deleted", goal),
                    ("category.deleted", category),
                    ("book.updated", book),
                ],
                ignoreOrder: true
            );
        told.ShouldAllBe(e => e.GetProperty("data").GetProperty("version").GetInt64() == e.GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task Every_event_of_the_list_is_a_webhook_of_the_document()
    {
        var client = await product.Host.Client().SignUpAsync();
        var listed = (await client.GetAsync("webhooks/events"))
            .Ok()
            .EnumerateArray()
            .Select(e => e.GetProperty("type").GetString()!)
            .ToList();
        var document = (await client.GetAsync("/openapi/v1.json")).Ok().GetProperty("webhooks");
        document.EnumerateObject().Select(w => w.Name).ShouldBe(listed, ignoreOrder: true);
        foreach (var kind in new[] { "transaction", "account", "category", "budget", "goal", "recurring", "rate", "member" })
        {
            listed.ShouldContain($"{kind}.created");
            listed.ShouldContain($"{kind}.updated");
            listed.ShouldContain($"{kind}.deleted");
        }
    }
}
