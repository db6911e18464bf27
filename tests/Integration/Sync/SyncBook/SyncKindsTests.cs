using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Sync.SyncBook;

/// <summary>Which lists a sync carries.</summary>
public sealed class SyncKindsTests(Product product) : IClassFixture<Product>
{
    private const string All = "accounts,categories,transactions,budgets,goals,recurring,rates,book";

    [Fact]
    public async Task Nobody_gets_more_than_they_ask_for()
    {
        var client = await product.SignedUpAsync();
        (await client.OpenAccountAsync()).ShouldNotBe(Guid.Empty);
        Members(await client.GetAsync("sync")).ShouldBe(["seq", "hasMore", "accounts", "categories", "transactions", "budgets", "deleted"]);
        Members(await client.GetAsync("sync?kinds=accounts,book")).ShouldBe(["seq", "hasMore", "accounts", "book", "deleted"]);
        Members(await client.GetAsync("sync?kinds=goals")).ShouldBe(["seq", "hasMore", "goals", "deleted"]);
        Members(await client.GetAsync($"sync?kinds={All}&since=0")).Count.ShouldBe(11);
    }

    [Theory]
    [InlineData("cards")]
    [InlineData("")]
    [InlineData("goals,goals")]
    [InlineData("Goals")]
    [InlineData("goals, rates")]
    public async Task Unknown_kinds_are_refused(string kinds) =>
        (await (await product.SignedUpAsync()).GetAsync($"sync?kinds={Uri.EscapeDataString(kinds)}")).Fields.ShouldBe(["kinds"]);

    [Fact]
    public async Task Goals_schedules_rates_and_settings_come_when_they_change_and_go_when_they_are_gone()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        var since = await SeqAsync();
        var goal = (await client.PostAsync("goals", new { name = "Bike", targetAmount = 100 })).Ok().GetProperty("goalId").GetGuid();
        var schedule = new
        {
            template = new
            {
                accountId = account,
                type = "expense",
                amount = 1,
            },
            frequency = "yearly",
            startDate = "2099-01-31",
        };
        var recurring = (await client.PostAsync("recurring", schedule)).Ok().GetProperty("recurringId").GetGuid();
        (
            await client.SendAsync(
                HttpMethod.Put,
                "rates",
                Json(
                    new
                    {
                        @base = "USD",
                        quote = "INR",
                        date = "2026-11-20",
                        rate = 84.5,
                    }
                ),
                []
            )
        ).Ok();
        (await client.PutAsync($"books/{await client.DefaultBookAsync()}", new { name = "Ours" })).Ok();
        var page = (await client.GetAsync($"sync?since={since}&kinds={All}")).Ok();
        page.GetProperty("goals")[0].GetProperty("goalId").GetGuid().ShouldBe(goal);
        page.GetProperty("recurring")[0].GetProperty("recurringId").GetGuid().ShouldBe(recurring);
        var rate = page.GetProperty("rates")[0];
        rate.GetProperty("rate").GetDecimal().ShouldBe(84.5m);
        page.GetProperty("book").GetProperty("name").GetString().ShouldBe("Ours");
        page.GetProperty("accounts").GetArrayLength().ShouldBe(0);

        since = await SeqAsync();
        (await client.DeleteAsync($"goals/{goal}")).Ok();
        (await client.DeleteAsync($"recurring/{recurring}")).Ok();
        (await client.DeleteAsync("rates?base=USD&quote=INR&date=2026-11-20")).Ok();
        page = (await client.GetAsync($"sync?since={since}&kinds=goals,recurring,rates")).Ok();
        page.GetProperty("goals").GetArrayLength().ShouldBe(0);
        page.GetProperty("deleted")
            .EnumerateArray()
            .Select(d => (d.GetProperty("kind").GetString(), d.GetProperty("id").GetGuid()))
            .ShouldBe([("goal", goal), ("recurring", recurring), ("rate", rate.GetProperty("rateId").GetGuid())], ignoreOrder: true);
        (await client.GetAsync($"sync?since={since}")).Ok().GetProperty("deleted").GetArrayLength().ShouldBe(0);

        async Task<long> SeqAsync() => (await client.GetAsync("books")).Ok()[0].GetProperty("seq").GetInt64();
    }

    [Fact]
    public async Task A_schedule_that_posted_comes_with_its_next_day()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        var since = (await client.GetAsync("books")).Ok()[0].GetProperty("seq").GetInt64();
        var schedule = new
        {
            template = new
            {
                accountId = account,
                type = "expense",
                amount = 1,
            },
            frequency = "monthly",
            startDate = "2026-11-01",
        };
        (await client.PostAsync("recurring", schedule)).Ok();
        since++;
        await Wait.UntilAsync(async () => (await client.GetAsync("transactions")).Ok().GetArrayLength() == 1);
        var page = (await client.GetAsync($"sync?since={since}&kinds=recurring")).Ok();
        page.GetProperty("recurring")[0]
            .GetProperty("nextDate")
            .GetString()
            .ShouldBe((await client.GetAsync("recurring")).Ok()[0].GetProperty("nextDate").GetString());
    }

    private static List<string> Members(Reply reply) => [.. reply.Ok().EnumerateObject().Select(p => p.Name)];

    private static StringContent Json(object body) => new(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
}
