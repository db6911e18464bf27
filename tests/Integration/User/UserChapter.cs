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
        await story.ShowAsync(asha.PostAsync("auth/step-up/options", null));
        await story.ShowAsync(asha.PostAsync("auth/step-up", new { password = Client.Password }));
        var book = await asha.DefaultBookAsync();
        await story.ShowAsync(asha.PutAsync("user/default-book", new { bookId = book }));
        await InvitedAsync(story, asha);
        await story.ShowAsync(asha.PostAsync("user/email", new { email = story.Address("Asha.Kumar") }));
        await story.ShowAsync(asha.GetAsync("user/security"));
        await story.ShowAsync(asha.GetAsync("user/export"));
        await TokensAsync(story, asha);
        await story.ShowAsync(asha.DeleteAsync("user/account", new { password = Client.Password }));
    }

    private static async Task InvitedAsync(Story story, Client asha)
    {
        (await asha.PostAsync("auth/verify-email", new { token = await story.TokenAsync("Asha", "Confirm") })).Ok();
        var ravi = await story.SignUpAsync("Ravi", "Kumar");
        var invited = new { email = story.Address("Asha"), role = "viewer" };
        (await ravi.PostAsync($"books/{await ravi.DefaultBookAsync()}/invitations", invited)).Ok();
        await story.ShowAsync(asha.GetAsync("user/invitations"));
    }

    private static async Task TokensAsync(Story story, Client asha)
    {
        await story.Database.RunAsync($"update users set email_verified = true where user_id = '{asha.UserId}'");
        string[] scopes = ["transactions:read", "analytics:read"];
        var made = await story.ShowAsync(asha.PostAsync("user/tokens", new { name = "Spreadsheet", scopes }));
        var program = story.Client();
        program.Token = made.GetProperty("token").GetString();
        await story.ShowAsync(program.GetAsync("auth/whoami"));
        var path = $"user/tokens/{made.GetProperty("tokenId").GetGuid()}";
        await story.ShowAsync(asha.GetAsync("user/tokens"));
        await story.ShowAsync(asha.PutAsync(path, new { name = "Household sheet" }));
        var next = await story.ShowAsync(asha.PostAsync($"{path}/rotate", new { graceHours = 24 }));
        string?[] tokens = [next.GetProperty("token").GetString()];
        await story.ShowAsync(story.Client().PostAsync("auth/tokens/revoke", new { tokens }));
        await story.ShowAsync(asha.DeleteAsync(path));
    }
}
