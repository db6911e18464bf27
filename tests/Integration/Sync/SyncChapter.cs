using Rupaya.Integration.Examples;

namespace Rupaya.Integration.Sync;

/// <summary>Asha keeps a copy on her phone: everything once, and then what is new.</summary>
internal sealed class SyncChapter : IChapter
{
    public async Task LiveAsync(Story story, Household home)
    {
        var asha = home.Asha;
        var everything = await story.ShowAsync(asha.GetAsync("sync?since=0"), "everything");
        (await asha.ExpenseAsync(home.Cash, 80, await home.CategoryAsync("Transport"), "2026-11-16")).Ok();
        (await asha.DeleteAsync($"accounts/{home.Card}")).Ok();
        await story.ShowAsync(asha.GetAsync($"sync?since={everything.GetProperty("seq").GetInt64()}"), "news");
    }
}
