using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Notifications.ReadAllNotifications;

public sealed class ReadAllNotificationsTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task All_of_the_callers_are_read_and_nobody_elses()
    {
        var owner = await product.SignedUpAsync();
        var guest = await product.MemberAsync(owner, "editor");
        var account = await owner.OpenAccountAsync(opening: 10);
        (await owner.ExpenseAsync(account, 20)).Ok();
        foreach (var person in new[] { owner, guest })
        {
            await Wait.UntilAsync(async () => (await person.GetAsync("notifications?unread=true")).Ok().GetArrayLength() == 1);
        }
        ((int)(await owner.PostAsync("notifications/read-all", null)).Status).ShouldBe(204);
        ((int)(await owner.PostAsync("notifications/read-all", null)).Status).ShouldBe(204);
        (await owner.GetAsync("notifications?unread=true")).Ok().GetArrayLength().ShouldBe(0);
        (await guest.GetAsync("notifications?unread=true")).Ok().GetArrayLength().ShouldBe(1);
    }
}
