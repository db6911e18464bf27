using Rupaya.Integration.Examples;

namespace Rupaya.Integration.Imports;

/// <summary>Asha imports a statement of her bank, in which one row is there twice and one is broken.</summary>
internal sealed class ImportsChapter : IChapter
{
    public async Task LiveAsync(Story story, Household home)
    {
        var asha = home.Asha;
        var file = StatementFile.Of(
            "2026-11-08,-220.00,Transport,Ola,R00101",
            "2026-11-09,-415.50,Dining,Swiggy,R00102",
            "2026-11-10,-95.00,Transport,Namma Metro,R00103",
            "2026-11-10,-95.00,Transport,Namma Metro,R00103",
            "2026-11-31,-60.00,Dining,Third Wave Coffee,R00104"
        );
        var import = await story.ShowAsync(asha.UploadAsync(home.Bank, file)).IdAsync("importId");
        await story.ShowAsync(
            Wait.ForAsync(() => asha.GetAsync($"imports/{import}"), r => r["status"].GetString() is "completed" or "failed")
        );
        var rows = await story.ShowAsync(asha.GetAsync($"imports/{import}/rows"), "all");
        await story.ShowAsync(asha.GetAsync($"imports/{import}/rows?verdict=rejected"), "rejected");
        var twice = rows.EnumerateArray().First(r => r.GetProperty("verdict").GetString() == "duplicate").GetProperty("line").GetInt32();
        await story.ShowAsync(asha.PostAsync($"imports/{import}/rows/{twice}/accept", null));
        await story.ShowAsync(asha.GetAsync("imports"));
    }
}
