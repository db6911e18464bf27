using Rupaya.Integration.Examples;

namespace Rupaya.Integration.Categories;

/// <summary>Asha sorts her spending finer, and less fine again.</summary>
internal sealed class CategoriesChapter : IChapter
{
    public async Task LiveAsync(Story story, Household home)
    {
        var asha = home.Asha;
        var dining = await home.CategoryAsync("Dining");
        var sweets = new
        {
            name = "Mithai",
            kind = "expense",
            parentId = await home.CategoryAsync("Groceries"),
            icon = "cake",
            color = "#E67E22",
        };
        var category = await story.ShowAsync(asha.PostAsync("categories", sweets)).IdAsync("categoryId");
        await story.ShowAsync(asha.GetAsync("categories"));
        await story.ShowAsync(asha.PutAsync($"categories/{category}", new { name = "Sweets", parentId = dining }));
        await PlanAsync(asha, category, 500);
        await PlanAsync(asha, dining, 3_000);
        await story.ShowAsync(asha.DeleteAsync($"categories/{category}?moveTo={dining}"));
    }

    private static async Task PlanAsync(Client asha, Guid categoryId, decimal amount)
    {
        var budget = new
        {
            categoryId,
            amount,
            period = "month",
            startDate = "2026-11-01",
        };
        (await asha.PostAsync("budgets", budget)).Ok();
    }
}
