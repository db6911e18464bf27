using Rupaya.Integration.Examples;

namespace Rupaya.Integration.Recurring;

/// <summary>Asha lets the rent be entered by itself.</summary>
internal sealed class RecurringChapter : IChapter
{
    public async Task LiveAsync(Story story, Household home)
    {
        var asha = home.Asha;
        await story.ShowAsync(asha.GetAsync("recurring/suggestions"));
        var rent = new
        {
            template = new
            {
                accountId = home.Bank,
                type = "expense",
                amount = 24_000,
                categoryId = await home.CategoryAsync("Rent"),
                merchant = "Sharma Properties",
                tags = new[] { "flat" },
            },
            frequency = "monthly",
            startDate = "2026-12-03",
            weekendRule = "before",
        };
        var schedule = $"recurring/{await story.ShowAsync(asha.PostAsync("recurring", rent), "expense").IdAsync("recurringId")}";
        await SaveAsync(story, home);
        await story.ShowAsync(asha.GetAsync("recurring"));
        await story.ShowAsync(asha.GetAsync(schedule));
        await story.ShowAsync(asha.GetAsync($"{schedule}/occurrences?startDate=2026-12-01&endDate=2027-02-28"));
        var later = new
        {
            date = "2026-12-05",
            amount = 24_500,
            description = "With the water bill",
        };
        await story.ShowAsync(asha.PutAsync($"{schedule}/occurrences/2026-12-03", later));
        await story.ShowAsync(asha.DeleteAsync($"{schedule}/occurrences/2027-01-03"));
        await story.ShowAsync(asha.PutAsync(schedule, new { template = new { amount = 26_000 }, endDate = "2027-10-31" }));
        await story.ShowAsync(asha.DeleteAsync(schedule));
    }

    private static async Task SaveAsync(Story story, Household home)
    {
        var saving = new
        {
            template = new
            {
                fromAccountId = home.Bank,
                toAccountId = home.Savings,
                amount = 10_000,
                description = "Saved",
            },
            frequency = "monthly_weekday",
            nth = 1,
            startDate = "2026-12-07",
        };
        await story.ShowAsync(home.Asha.PostAsync("recurring", saving), "transfer");
    }
}
