using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Notifications.ReadNotification;

public sealed class ReadNotificationTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Reading_is_kept_and_belongs_to_the_reader()
    {
        var (client, other) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var dining = await client.CategoryAsync("Dining");
        (
            await client.PostAsync(
                "budgets",
                new
                {
                    categoryId = dining,
                    amount = 10,
                    period = "year",
                }
            )
        ).Ok();
        (await client.ExpenseAsync(await client.OpenAccountAsync(opening: 100), 10, dining)).Ok();
        var list = await Wait.ForAsync(async () => (await client.GetAsync("notifications")).Ok(), l => l.GetArrayLength() == 1);
        var path = $"notifications/{list[0].GetProperty("notificationId").GetGuid()}/read";
        (await other.PostAsync(path, null)).ShouldFail(404, "not_found");
        ((int)(await client.PostAsync(path, null)).Status).ShouldBe(204);
        var readAt = (await client.GetAsync("notifications")).Ok()[0].GetProperty("readAt").GetString();
        readAt.ShouldNotBeNull();
        ((int)(await client.PostAsync(path, null)).Status).ShouldBe(204);
        (await client.GetAsync("notifications")).Ok()[0].GetProperty("readAt").GetString().ShouldBe(readAt);
        (await client.GetAsync("notifications?unread=true")).Ok().GetArrayLength().ShouldBe(0);
    }
}
