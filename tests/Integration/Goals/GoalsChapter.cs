using Rupaya.Integration.Examples;

namespace Rupaya.Integration.Goals;

/// <summary>Asha saves for a scooter.</summary>
internal sealed class GoalsChapter : IChapter
{
    public async Task LiveAsync(Story story, Household home)
    {
        var asha = home.Asha;
        var scooter = new
        {
            name = "Scooter",
            targetAmount = 120_000,
            targetDate = "2027-05-31",
        };
        var goal = await story.ShowAsync(asha.PostAsync("goals", scooter)).IdAsync("goalId");
        var bonus = new
        {
            amount = 15_000,
            date = "2026-11-14",
            note = "Diwali bonus",
        };
        await story.ShowAsync(asha.PostAsync($"goals/{goal}/contributions", bonus));
        await story.ShowAsync(asha.GetAsync($"goals/{goal}"));
        var rainyDays = new
        {
            name = "Rainy days",
            targetAmount = 300_000,
            accountIds = new[] { home.Savings },
        };
        var linked = await asha.PostAsync("goals", rainyDays).IdAsync("goalId");
        await story.ShowAsync(asha.GetAsync("goals"));
        await story.ShowAsync(asha.PutAsync($"goals/{goal}", new { targetAmount = 135_000, targetDate = "2027-08-31" }));
        await story.ShowAsync(asha.DeleteAsync($"goals/{linked}"));
    }
}
