using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Web;

/// <summary>What all lists have in common: pages, orders, and what came since.</summary>
public sealed class ListQueryTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Lists_have_pages_and_orders_and_are_as_they_were_without()
    {
        var client = await product.SignedUpAsync();
        foreach (var name in new[] { "banana", "Apple", "cherry", "apricot", "Banana" })
        {
            (
                await client.PostAsync(
                    "accounts",
                    new
                    {
                        name,
                        type = "cash",
                        openingBalance = name.Length,
                    }
                )
            ).Ok();
        }
        async Task<string[]> Names(string query) =>
            [.. (await client.PagesAsync($"accounts?{query}")).Select(a => a.GetProperty("name").GetString()!)];
        (await Names("")).ShouldBe(["banana", "Apple", "cherry", "apricot", "Banana"]);
        (await Names("limit=2")).ShouldBe(["banana", "Apple", "cherry", "apricot", "Banana"]);
        (await Names("sort=name&limit=2")).ShouldBe(["Apple", "apricot", "banana", "Banana", "cherry"]);
        (await Names("sort=-name&limit=1")).ShouldBe(["cherry", "Banana", "banana", "apricot", "Apple"]);
        (await Names("sort=balance&limit=2")).ShouldBe(["Apple", "banana", "cherry", "Banana", "apricot"]);
        (await Names("sort=-createdAt&limit=3")).ShouldBe(["Banana", "apricot", "cherry", "Apple", "banana"]);
        (await client.GetAsync("accounts")).Headers.Contains("Link").ShouldBeFalse();
        (await client.GetAsync("accounts?sort=size&limit=0")).Fields.Order(StringComparer.Ordinal).ShouldBe(["limit", "sort"]);
    }

    [Fact]
    public async Task A_page_goes_on_where_the_one_before_ended_while_rows_come_and_go()
    {
        var client = await product.SignedUpAsync();
        foreach (var name in new[] { "a", "c", "e", "g" })
        {
            (await client.PostAsync("accounts", new { name, type = "cash" })).Ok();
        }
        foreach (var (sort, rest) in new[] { ("sort=name&", "d,e,g"), ("", "e,g,d") })
        {
            var first = await client.GetAsync($"accounts?{sort}limit=2");
            var next = first.Headers.GetValues("Link").Single().Split('<', '>')[1];
            var gone = first.Body.EnumerateArray().Single(a => a.GetProperty("name").GetString() == "c").GetProperty("accountId").GetGuid();
            (await client.DeleteAsync($"accounts/{gone}")).Ok();
            var more = (await client.PostAsync("accounts", new { name = "d", type = "cash" })).Ok().GetProperty("accountId").GetGuid();
            string.Join(',', (await client.PagesAsync(next)).Select(a => a.GetProperty("name").GetString())).ShouldBe(rest);
            (await client.DeleteAsync($"accounts/{more}")).Ok();
            (await client.PostAsync("accounts", new { name = "c", type = "cash" })).Ok();
            // The one that is gone was the second; the new one is the last of its own order.
            (await client.GetAsync($"categories?limit=2&cursor={next.Split("cursor=")[1]}")).ShouldFail(400, "cursor_mismatch");
            break;
        }
    }

    [Fact]
    public async Task What_changed_since_is_found_in_each_list()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        var old = await client.OpenAccountAsync("savings", 100);
        var dining = await client.CategoryAsync("Dining");
        (
            await client.PostAsync(
                "budgets",
                new
                {
                    categoryId = dining,
                    amount = 5,
                    period = "month",
                }
            )
        ).Ok();
        (await client.PostAsync("goals", new { name = "Old", targetAmount = 5 })).Ok();
        await Task.Delay(20);
        var since = Uri.EscapeDataString(TimeProvider.System.GetUtcNow().ToString("O"));
        await Task.Delay(20);
        (await client.ExpenseAsync(account, 1)).Ok();
        (await client.PutAsync($"categories/{dining}", new { icon = "fork" })).Ok();
        (await client.PostAsync("goals", new { name = "New", targetAmount = 6 })).Ok();
        async Task<int> CountAsync(string list) => (await client.GetAsync($"{list}?updatedSince={since}")).Ok().GetArrayLength();
        (await CountAsync("accounts")).ShouldBe(1);
        (await CountAsync("categories")).ShouldBe(1);
        (await CountAsync("budgets")).ShouldBe(0);
        (await CountAsync("goals")).ShouldBe(1);
        (await CountAsync("recurring")).ShouldBe(0);
        (await CountAsync("webhooks")).ShouldBe(0);
        (await CountAsync("imports")).ShouldBe(0);
        (await CountAsync("notifications")).ShouldBe(0);
        var book = await client.DefaultBookAsync();
        (await CountAsync($"books/{book}/members")).ShouldBe(0);
        (await client.GetAsync($"goals?updatedSince={since}&sort=-targetAmount&fields=name"))
            .Ok()[0]
            .GetProperty("name")
            .GetString()
            .ShouldBe("New");
        (await client.GetAsync($"accounts/{old}")).Ok();
    }

    [Fact]
    public async Task A_member_whose_role_changed_came_since()
    {
        var owner = await product.SignedUpAsync();
        var guest = await product.MemberAsync(owner, "viewer");
        var book = await owner.DefaultBookAsync();
        await Task.Delay(20);
        var since = Uri.EscapeDataString(TimeProvider.System.GetUtcNow().ToString("O"));
        await Task.Delay(20);
        (await owner.GetAsync($"books/{book}/members?updatedSince={since}")).Ok().GetArrayLength().ShouldBe(0);
        (await owner.PutAsync($"books/{book}/members/{guest.UserId}", new { role = "editor" })).Ok();
        var changed = (await owner.GetAsync($"books/{book}/members?updatedSince={since}&sort=name")).Ok();
        changed[0].GetProperty("userId").GetGuid().ShouldBe(guest.UserId);
        changed.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Notifications_say_how_many_are_unread_and_have_two_orders()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100_000);
        var dining = await client.CategoryAsync("Dining");
        (
            await client.PostAsync(
                "budgets",
                new
                {
                    categoryId = dining,
                    amount = 100,
                    period = "month",
                }
            )
        ).Ok();
        (await client.ExpenseAsync(account, 85, dining)).Ok();
        await Wait.ForAsync(() => client.GetAsync("notifications"), r => r.Ok().GetArrayLength() == 1);
        (await client.ExpenseAsync(account, 30, dining)).Ok();
        await Wait.ForAsync(() => client.GetAsync("notifications"), r => r.Ok().GetArrayLength() == 2);
        var page = await client.GetAsync("notifications?sort=createdAt&limit=1");
        page.Headers.GetValues("Rupaya-Unread-Count").Single().ShouldBe("2");
        var oldest = (await client.PagesAsync("notifications?sort=createdAt&limit=1")).ConvertAll(n =>
            n.GetProperty("notificationId").GetGuid()
        );
        var newest = (await client.PagesAsync("notifications?limit=1")).ConvertAll(n => n.GetProperty("notificationId").GetGuid());
        oldest.Count.ShouldBe(2);
        newest.ShouldBe(Enumerable.Reverse(oldest));
        (await client.PostAsync($"notifications/{oldest[0]}/read", null)).Ok();
        (await client.GetAsync("notifications")).Headers.GetValues("Rupaya-Unread-Count").Single().ShouldBe("1");
    }
}
