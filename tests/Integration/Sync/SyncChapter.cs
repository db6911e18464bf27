using System.Text.Json.Nodes;
using Rupaya.Integration.Examples;
using Rupaya.Integration.Notifications.StreamNotifications;
using Rupaya.Integration.Recurring;

namespace Rupaya.Integration.Sync;

/// <summary>Asha keeps a copy on her phone: all of it once, and then what is new.</summary>
internal sealed class SyncChapter : IChapter
{
    public async Task LiveAsync(Story story, Household home)
    {
        var asha = home.Asha;
        var first = await story.ShowAsync(asha.GetAsync("sync?since=0&kinds=accounts,book"), "first");
        await ChangeAsync(home);
        await using (var stream = await EventReader.OpenAsync(asha, path: $"sync/stream?since={first.GetProperty("seq").GetInt64()}"))
        {
            var hint = await stream.NextAsync();
            story.Show("streamSync", "text/event-stream", JsonNode.Parse(hint.Data.GetRawText())!);
        }
        var query =
            $"since={first.GetProperty("seq").GetInt64()}&kinds=accounts,categories,transactions,budgets,goals,recurring,rates,book,members";
        await story.ShowAsync(asha.GetAsync($"sync?{query}"), "news");
    }

    /// <summary>Something of each kind.</summary>
    private static async Task ChangeAsync(Household home)
    {
        var asha = home.Asha;
        var dining = await home.CategoryAsync("Dining");
        (await asha.ExpenseAsync(home.Cash, 80, dining, "2026-11-16")).Ok();
        (await asha.PutAsync($"categories/{dining}", new { icon = "fork" })).Ok();
        var budget = new
        {
            categoryId = dining,
            amount = 3_000,
            period = "month",
            startDate = "2026-11-01",
        };
        (await asha.PostAsync("budgets", budget)).Ok();
        (await asha.PostAsync("goals", new { name = "Scooter", targetAmount = 120_000 })).Ok();
        (await asha.PostAsync("recurring", RecurringSteps.Monthly(home.Bank, "2026-12-03", 24_000))).Ok();
        var rate = new
        {
            @base = "USD",
            quote = "INR",
            date = "2026-11-13",
            rate = 88.425,
        };
        (await asha.PutAsync("rates", rate)).Ok();
        (await asha.PutAsync($"books/{home.BookId}", new { name = "Home" })).Ok();
        (await asha.DeleteAsync($"accounts/{home.Card}")).Ok();
    }
}
