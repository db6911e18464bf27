using Rupaya.Integration.Examples;

namespace Rupaya.Integration.Budgets;

/// <summary>Asha plans what she spends.</summary>
internal sealed class BudgetsChapter : IChapter
{
    public async Task LiveAsync(Story story, Household home)
    {
        var asha = home.Asha;
        var (groceries, dining) = (await home.CategoryAsync("Groceries"), await home.CategoryAsync("Dining"));
        var always = new
        {
            categoryId = groceries,
            amount = 6_000,
            period = "month",
            rollover = "surplus",
            startDate = "2026-11-01",
        };
        var budget = await story.ShowAsync(asha.PostAsync("budgets", always)).IdAsync("budgetId");
        var once = new
        {
            categoryId = dining,
            amount = 3_000,
            period = "month",
            startDate = "2026-11-01",
            endDate = "2026-11-30",
        };
        var november = await asha.PostAsync("budgets", once).IdAsync("budgetId");
        await story.ShowAsync(asha.GetAsync("budgets"));
        await story.ShowAsync(asha.GetAsync($"budgets/{budget}"));
        await story.ShowAsync(asha.PutAsync($"budgets/{budget}", new { amount = 6_500, from = "2026-12-01" }));
        await story.ShowAsync(asha.PostAsync("budgets/simulate", new { budgetId = budget, adjustmentPercent = -10 }));
        await story.ShowAsync(asha.PostAsync("budgets/copy", new { from = "2026-11-16", to = "2026-12-16" }));
        await story.ShowAsync(asha.DeleteAsync($"budgets/{november}"));
    }
}
