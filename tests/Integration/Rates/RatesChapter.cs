using Rupaya.Integration.Examples;

namespace Rupaya.Integration.Rates;

/// <summary>Asha was paid in dollars and enters what her bank gave her for them.</summary>
internal sealed class RatesChapter : IChapter
{
    private const string Pair = "base=USD&quote=INR";

    public async Task LiveAsync(Story story, Household home)
    {
        var asha = home.Asha;
        var given = new
        {
            @base = "USD",
            quote = "INR",
            date = "2026-11-13",
            rate = 88.425,
        };
        await story.ShowAsync(asha.PutAsync("rates", given));
        await story.ShowAsync(asha.GetAsync($"rates?{Pair}"));
        await story.ShowAsync(asha.GetAsync($"rates/lookup?{Pair}&date=2026-11-16"));
        await story.ShowAsync(asha.DeleteAsync($"rates?{Pair}&date=2026-11-13"));
    }
}
