using Rupaya.Integration.Fixtures;
using Rupaya.Integration.Imports;

namespace Rupaya.Integration.Notifications.CountUnread;

public sealed class CountUnreadTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Notifications_are_counted_and_come_a_page_at_a_time()
    {
        var client = await product.SignedUpAsync();
        await CountAsync(0);
        var account = await client.OpenAccountAsync();
        for (var i = 1; i <= 5; i++)
        {
            await client.ImportAsync(account, StatementFile.Of($"2026-01-0{i},1.00,Salary,Employer,R{i}"));
        }
        await CountAsync(5);
        var seen = (await client.PagesAsync("notifications?limit=2&unread=true"))
            .Select(n => n.GetProperty("notificationId").GetGuid())
            .ToList();
        seen.ShouldBe(
            (await client.GetAsync("notifications")).Ok().EnumerateArray().Select(n => n.GetProperty("notificationId").GetGuid())
        );
        seen.Count.ShouldBe(5);
        (await client.PostAsync($"notifications/{seen[0]}/read", null)).Ok();
        await CountAsync(4);
        (await client.PostAsync("notifications/read-all", null)).Ok();
        await CountAsync(0);
        foreach (
            var cursor in new[]
            {
                "x",
                "1_2",
                "999999999999999999_01a21770668678ba946876cd5d4e933a",
                "99999999999999999999_01a2177066867 8ba946876cd5d4e933a",
            }
        )
        {
            (await client.GetAsync($"notifications?cursor={Uri.EscapeDataString(cursor)}")).ShouldFail(400, "invalid_cursor");
        }

        async Task CountAsync(int unread) =>
            (await client.GetAsync("notifications/unread-count")).Ok().GetProperty("unread").GetInt32().ShouldBe(unread);
    }
}
