using Rupaya.Integration.Examples;

namespace Rupaya.Integration.User;

/// <summary>Asha keeps her settings, takes her data with her and leaves.</summary>
internal sealed class UserChapter : IChapter
{
    public async Task LiveAsync(Story story, Household home)
    {
        var asha = home.Asha;
        await story.ShowAsync(asha.GetAsync("user/profile"));
        await story.ShowAsync(asha.PutAsync("user/profile", new { name = "Asha Kumar", timeZone = "Asia/Kolkata" }));
        await story.ShowAsync(asha.GetAsync("user/settings"));
        await story.ShowAsync(asha.PutAsync("user/settings", new { weeklyReport = true, locale = "en-IN" }));
        await story.ShowAsync(asha.PutAsync("user/preferences", new { expenseAlerts = false }));
        await story.ShowAsync(asha.GetAsync("user/export"));
        await story.ShowAsync(asha.DeleteAsync("user/account", new { password = Client.Password }));
    }
}
