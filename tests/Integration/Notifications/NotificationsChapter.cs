using System.Text.Json.Nodes;
using Rupaya.Integration.Examples;
using Rupaya.Integration.Notifications.StreamNotifications;

namespace Rupaya.Integration.Notifications;

/// <summary>Asha is told that an account is nearly empty.</summary>
internal sealed class NotificationsChapter : IChapter
{
    public async Task LiveAsync(Story story, Household home)
    {
        var asha = home.Asha;
        var pocketMoney = new
        {
            name = "Pocket money",
            type = "checking",
            openingBalance = 500,
        };
        var account = await asha.PostAsync("accounts", pocketMoney).IdAsync("accountId");
        await using (var stream = await EventReader.OpenAsync(asha))
        {
            (await asha.ExpenseAsync(account, 640, date: "2026-11-16")).Ok();
            var told = await stream.NextAsync();
            story.Show("streamNotifications", "text/event-stream", JsonNode.Parse(told.Data.GetRawText())!);
        }
        var list = await story.ShowAsync(asha.GetAsync("notifications?unread=true"));
        await story.ShowAsync(asha.GetAsync("notifications/unread-count"));
        await story.ShowAsync(asha.PostAsync($"notifications/{list[0].GetProperty("notificationId").GetGuid()}/read", null));
        await story.ShowAsync(asha.PostAsync("notifications/read-all", null));
    }
}
