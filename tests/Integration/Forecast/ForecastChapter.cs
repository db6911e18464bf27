using Rupaya.Integration.Examples;

namespace Rupaya.Integration.Forecast;

/// <summary>What the bank will hold when the rent is paid.</summary>
internal sealed class ForecastChapter : IChapter
{
    public async Task LiveAsync(Story story, Household home)
    {
        var rent = new
        {
            template = new
            {
                accountId = home.Bank,
                type = "expense",
                amount = 24_000,
                merchant = "Sharma Properties",
            },
            frequency = "monthly",
            startDate = "2026-11-18",
        };
        (await home.Asha.PostAsync("recurring", rent)).Ok();
        await story.ShowAsync(home.Asha.GetAsync("forecast?days=7"));
    }
}
