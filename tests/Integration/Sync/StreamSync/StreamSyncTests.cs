using Rupaya.Integration.Fixtures;
using Rupaya.Integration.Notifications.StreamNotifications;

namespace Rupaya.Integration.Sync.StreamSync;

public sealed class StreamSyncTests(Product product) : IClassFixture<Product>
{
    private static Task<EventReader> OpenAsync(Client client, string? after = null, string query = "") =>
        EventReader.OpenAsync(client, after, $"sync/stream{query}");

    [Fact]
    public async Task A_change_is_hinted_within_a_second_and_what_was_missed_after_a_break()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        string last;
        await using (var stream = await OpenAsync(client))
        {
            var begun = TimeProvider.System.GetUtcNow();
            var write = await client.ExpenseAsync(account, 1);
            var hint = await stream.NextAsync();
            (TimeProvider.System.GetUtcNow() - begun).ShouldBeLessThan(TimeSpan.FromSeconds(2));
            hint.Name.ShouldBe("sync");
            hint.Id.ShouldBe(write.Headers.GetValues("Rupaya-Seq").Single());
            hint.Data.GetProperty("seq").GetInt64().ToString().ShouldBe(hint.Id);
            hint.Data.GetProperty("kinds").EnumerateArray().Select(k => k.GetString()).ShouldBe(["transactions", "accounts", "recurring"]);
            var news = (await client.GetAsync($"sync?since={long.Parse(hint.Id) - 1}&kinds=all")).Ok();
            news.GetProperty("transactions").GetArrayLength().ShouldBe(1);
            last = hint.Id;
        }
        (await client.PutAsync($"categories/{await client.CategoryAsync("Dining")}", new { icon = "fork" })).Ok();
        await using var again = await OpenAsync(client, last);
        var missed = await again.NextAsync();
        missed.Data.GetProperty("kinds").EnumerateArray().Select(k => k.GetString()).ShouldBe(["categories"]);
        await using var since = await OpenAsync(client, query: "?since=0");
        (await since.NextAsync()).Data.GetProperty("kinds").GetArrayLength().ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task It_ends_with_the_membership_and_with_the_session()
    {
        var owner = await product.SignedUpAsync();
        var guest = await product.MemberAsync(owner, "viewer");
        var book = await owner.DefaultBookAsync();
        await using (var theirs = await OpenAsync(guest))
        {
            (await owner.DeleteAsync($"books/{book}/members/{guest.UserId}")).Ok();
            await theirs.EndedAsync();
        }
        await using var stream = await OpenAsync(owner);
        (await owner.PostAsync("auth/signout", null)).Ok();
        await stream.EndedAsync();
    }

    [Fact]
    public async Task An_unknown_number_and_a_sixth_stream_are_refused()
    {
        var client = await product.SignedUpAsync();
        (await client.GetAsync("sync/stream?since=100000")).ShouldFail(400, "unknown_seq");
        (await client.GetAsync("sync/stream?since=-1")).Fields.ShouldBe(["since"]);
        var open = new List<EventReader>();
        for (var i = 0; i < 5; i++)
        {
            open.Add(await OpenAsync(client));
        }
        (await client.GetAsync("sync/stream")).ShouldFail(429, "too_many_streams");
        foreach (var stream in open)
        {
            await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task Members_come_and_go_with_a_sync_and_every_write_says_its_number()
    {
        var owner = await product.SignedUpAsync();
        var seq = (await owner.GetAsync("sync?since=0&kinds=all")).Ok().GetProperty("seq").GetInt64();
        var guest = await product.MemberAsync(owner, "viewer");
        var news = (await owner.GetAsync($"sync?since={seq}&kinds=members")).Ok();
        news.GetProperty("members")[0].GetProperty("userId").GetGuid().ShouldBe(guest.UserId);
        news.TryGetProperty("accounts", out _).ShouldBeFalse();
        var book = await owner.DefaultBookAsync();
        var gone = await owner.DeleteAsync($"books/{book}/members/{guest.UserId}");
        var later = (await owner.GetAsync($"sync?since={news.GetProperty("seq").GetInt64()}&kinds=members")).Ok();
        later.GetProperty("deleted")[0].GetProperty("kind").GetString().ShouldBe("member");
        gone.Headers.GetValues("Rupaya-Seq").Single().ShouldBe(later.GetProperty("seq").ToString());
        var account = await owner.PostAsync("accounts", new { name = "Cash", type = "cash" });
        account.Headers.GetValues("Rupaya-Seq").Single().ShouldBe(account["version"].ToString());
    }
}
