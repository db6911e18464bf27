using Rupaya.Integration.Examples;

namespace Rupaya.Integration.Analytics;

/// <summary>Where the money of this month went.</summary>
internal sealed class AnalyticsChapter : IChapter
{
    public async Task LiveAsync(Story story, Household home)
    {
        var asha = home.Asha;
        var budget = new
        {
            categoryId = await home.CategoryAsync("Groceries"),
            amount = 6_000,
            period = "month",
        };
        (await asha.PostAsync("budgets", budget)).Ok();
        await story.ShowAsync(asha.GetAsync("analytics/budget-progress"));
        await story.ShowAsync(asha.GetAsync("analytics/dashboard?period=month"));
        await story.ShowAsync(asha.GetAsync("analytics/trends?months=3"));
        foreach (var kind in new[] { "income-statement", "by-category", "by-merchant" })
        {
            await story.ShowAsync(asha.GetAsync($"analytics/reports?kind={kind}&startDate=2026-11-01&endDate=2026-11-30"), kind);
        }
        await story.ShowAsync(asha.GetAsync("analytics/export?startDate=2026-11-01&endDate=2026-11-30"), "csv");
        await story.ShowAsync(asha.GetAsync("analytics/export?format=json&startDate=2026-11-01&endDate=2026-11-30"), "json");
    }
}
