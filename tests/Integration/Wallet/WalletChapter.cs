using Rupaya.Integration.Examples;

namespace Rupaya.Integration.Wallet;

/// <summary>What Asha owns, and what came and went.</summary>
internal sealed class WalletChapter : IChapter
{
    public async Task LiveAsync(Story story, Household home)
    {
        await story.ShowAsync(home.Asha.GetAsync("wallet/summary"));
        await story.ShowAsync(home.Asha.GetAsync("wallet/networth?months=3"));
        await story.ShowAsync(home.Asha.GetAsync("wallet/cashflow?interval=month&startDate=2026-09-01&endDate=2026-11-16"));
    }
}
