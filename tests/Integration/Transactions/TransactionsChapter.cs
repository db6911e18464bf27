using Rupaya.Integration.Examples;

namespace Rupaya.Integration.Transactions;

/// <summary>Asha buys, pays back, moves money and corrects what she entered.</summary>
internal sealed class TransactionsChapter : IChapter
{
    public async Task LiveAsync(Story story, Household home)
    {
        var asha = home.Asha;
        var bought = await BuyAsync(story, home);
        await SplitAsync(story, home);
        await GetBackAsync(story, home, bought);
        await MoveAsync(story, home);
        await EnterManyAsync(story, home);
        await story.ShowAsync(asha.GetAsync($"transactions/{bought}"));
        await story.ShowAsync(asha.GetAsync("transactions?startDate=2026-11-01&sort=date&order=desc&limit=3"));
        await story.ShowAsync(asha.GetAsync("transactions/summary?startDate=2026-11-01&endDate=2026-11-30"));
        await story.ShowAsync(
            asha.PutAsync($"transactions/{bought}", new { merchant = "Croma Indiranagar", tags = new[] { "kitchen", "warranty" } })
        );
        await story.ShowAsync(asha.GetAsync($"transactions/{bought}/history"));
        await ChangeManyAsync(story, home, bought);
        await DeleteAsync(story, home);
    }

    private static async Task<Guid> BuyAsync(Story story, Household home)
    {
        var mixer = new
        {
            accountId = home.Card,
            amount = 6_499,
            type = "expense",
            categoryId = await home.CategoryAsync("Shopping"),
            merchant = "Croma",
            description = "Mixer grinder",
            date = "2026-11-15",
            tags = new[] { "kitchen" },
            status = "pending",
        };
        return await story.ShowAsync(home.Asha.PostAsync("transactions", mixer), "expense").IdAsync("transactionId");
    }

    private static async Task SplitAsync(Story story, Household home)
    {
        var dMart = new
        {
            accountId = home.Bank,
            amount = 1_845.50m,
            type = "expense",
            merchant = "D-Mart",
            date = "2026-11-16",
            splits = new object[]
            {
                new { categoryId = await home.CategoryAsync("Groceries"), amount = 1_245.50m },
                new
                {
                    categoryId = await home.CategoryAsync("Gifts"),
                    amount = 600,
                    description = "For Meera's birthday",
                },
            },
        };
        await story.ShowAsync(home.Asha.PostAsync("transactions", dMart), "split");
    }

    private static async Task GetBackAsync(Story story, Household home, Guid bought)
    {
        var refund = new
        {
            accountId = home.Card,
            amount = 500,
            type = "income",
            refundOf = bought,
            description = "Price match",
            date = "2026-11-16",
        };
        await story.ShowAsync(home.Asha.PostAsync("transactions", refund), "refund");
    }

    private static async Task MoveAsync(Story story, Household home)
    {
        var saved = new
        {
            fromAccountId = home.Bank,
            toAccountId = home.Savings,
            amount = 10_000,
            date = "2026-11-13",
            description = "Saved in November",
        };
        await story.ShowAsync(home.Asha.PostAsync("transfers", saved));
    }

    private static async Task EnterManyAsync(Story story, Household home)
    {
        object[] items = [Paid(home, "Ola", 180, "2026-11-10"), Paid(home, "Third Wave Coffee", 240.125m, "2026-11-11")];
        await story.ShowAsync(home.Asha.PostAsync("transactions/bulk", new { items }));
    }

    private static async Task ChangeManyAsync(Story story, Household home, Guid bought)
    {
        object[] operations =
        [
            new { op = "create", body = Paid(home, "Namma Metro", 60, "2026-11-12") },
            new
            {
                op = "update",
                id = bought,
                body = new { status = "cleared", description = "Mixer grinder, delivered" },
            },
        ];
        await story.ShowAsync(home.Asha.PostAsync("transactions/batch", new { operations }));
        var change = new
        {
            filter = new { q = "ola", startDate = "2026-11-01" },
            set = new { categoryId = await home.CategoryAsync("Transport"), addTags = new[] { "cab" } },
        };
        await story.ShowAsync(home.Asha.PostAsync("transactions/change", change));
    }

    private static async Task DeleteAsync(Story story, Household home)
    {
        var wrong = await home.Asha.PostAsync("transactions", Paid(home, "Ola", 180, "2026-11-09")).IdAsync("transactionId");
        await story.ShowAsync(home.Asha.DeleteAsync($"transactions/{wrong}"));
    }

    private static object Paid(Household home, string merchant, decimal amount, string date) =>
        new
        {
            accountId = home.Cash,
            amount,
            type = "expense",
            merchant,
            date,
        };
}
