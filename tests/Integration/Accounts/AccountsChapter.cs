using Rupaya.Integration.Examples;

namespace Rupaya.Integration.Accounts;

/// <summary>Asha saves for a trip, counts her purse and holds her bank against its statement.</summary>
internal sealed class AccountsChapter : IChapter
{
    public async Task LiveAsync(Story story, Household home)
    {
        var asha = home.Asha;
        var trip = new
        {
            name = "Goa trip",
            type = "savings",
            currency = "INR",
            openingBalance = 25_000,
            openingDate = "2026-11-01",
        };
        var account = await story.ShowAsync(asha.PostAsync("accounts", trip)).IdAsync("accountId");
        await story.ShowAsync(asha.GetAsync("accounts"));
        await story.ShowAsync(asha.GetAsync($"accounts/{account}"));
        await story.ShowAsync(asha.PutAsync($"accounts/{home.Card}", new { name = "ICICI Amazon Pay Card", overdraftLimit = 200_000 }));
        await CountAsync(story, home);
        await ReconcileAsync(story, home);
        await story.ShowAsync(asha.DeleteAsync($"accounts/{account}"));
    }

    private static async Task CountAsync(Story story, Household home)
    {
        var counted = new
        {
            balance = 1_850,
            date = "2026-11-16",
            reason = "Counted the purse",
        };
        var path = $"accounts/{home.Cash}/adjust";
        await story.ShowAsync(home.Asha.PostAsync(path, counted), "difference");
        await story.ShowAsync(home.Asha.PostAsync(path, counted), "noDifference");
    }

    private static async Task ReconcileAsync(Story story, Household home)
    {
        var october = (await home.Asha.GetAsync($"accounts/{home.Bank}?asOf=2026-10-31")).Ok().GetProperty("currentBalance").GetDecimal();
        var path = $"accounts/{home.Bank}/reconcile";
        await story.ShowAsync(
            home.Asha.PostAsync(path, new { statementDate = "2026-10-31", statementBalance = october - 649 }),
            "difference"
        );
        await story.ShowAsync(home.Asha.PostAsync(path, new { statementDate = "2026-10-31", statementBalance = october }), "locked");
    }
}
