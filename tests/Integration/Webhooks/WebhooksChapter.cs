using Rupaya.Integration.Examples;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Webhooks;

/// <summary>A program of Asha is told what happens in her book.</summary>
internal sealed class WebhooksChapter : IChapter
{
    public async Task LiveAsync(Story story, Household home)
    {
        var asha = home.Asha;
        await using var receiver = await HookReceiver.StartAsync();
        story.Replace(receiver.Url, "https://hooks.rupaya.example");
        var wanted = new
        {
            url = $"{receiver.Url}/asha",
            events = new[] { "transaction.created", "budget.threshold" },
            secret = HookedProduct.Secret,
        };
        var hook = $"webhooks/{await story.ShowAsync(asha.PostAsync("webhooks", wanted)).IdAsync("webhookId")}";
        await story.ShowAsync(asha.GetAsync("webhooks"));
        await story.ShowAsync(asha.GetAsync("webhooks/events"));
        await story.ShowAsync(asha.PostAsync($"{hook}/test", new { @event = "transaction.created" }));
        await ArrivedAsync(asha, hook, 1);
        (await asha.ExpenseAsync(home.Bank, 320, await home.CategoryAsync("Dining"), "2026-11-16")).Ok();
        var deliveries = await story.ShowAsync(ArrivedAsync(asha, hook, 2));
        var first = deliveries[0].GetProperty("deliveryId").GetGuid();
        await story.ShowAsync(asha.PostAsync($"{hook}/deliveries/{first}/resend", null));
        await story.ShowAsync(asha.PutAsync(hook, new { events = new[] { "transaction.created", "goal.reached" } }));
        await story.ShowAsync(asha.PostAsync($"{hook}/rotate-secret", null));
        await story.ShowAsync(asha.DeleteAsync(hook));
    }

    private static Task<Reply> ArrivedAsync(Client asha, string hook, int count) =>
        Wait.ForAsync(() => asha.GetAsync($"{hook}/deliveries?status=delivered"), r => r.Ok().GetArrayLength() == count);
}
