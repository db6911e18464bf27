using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Books.UpdateBook;

public sealed class UpdateBookTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task The_owner_changes_name_and_calendar_and_it_is_a_change_of_the_book()
    {
        var owner = await product.SignedUpAsync();
        var book = await owner.DefaultBookAsync();
        var before = (await owner.GetAsync("books")).Ok()[0].GetProperty("seq").GetInt64();
        var changed = (
            await owner.PutAsync(
                $"books/{book}",
                new
                {
                    name = "Home",
                    monthStartDay = 25,
                    timeZone = "Asia/Tokyo",
                }
            )
        ).Ok();
        changed.GetProperty("name").GetString().ShouldBe("Home");
        changed.GetProperty("seq").GetInt64().ShouldBe(before + 1);
        var listed = (await owner.GetAsync("books")).Ok()[0];
        changed.EnumerateObject().ShouldAllBe(member => listed.GetProperty(member.Name).GetRawText() == member.Value.GetRawText());
        (
            await product.Database.ScalarAsync<string>(
                "select before ->> 'name' from changes where book_id = $1 and kind = 'book' and op = 'update'",
                book
            )
        ).ShouldBe("My book");
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task The_currency_is_fixed_once_there_are_postings()
    {
        var owner = await product.SignedUpAsync();
        var book = await owner.DefaultBookAsync();
        (await owner.PutAsync($"books/{book}", new { currency = "EUR" })).Ok().GetProperty("currency").GetString().ShouldBe("EUR");
        await owner.OpenAccountAsync(opening: 1);
        (await owner.PutAsync($"books/{book}", new { currency = "USD" })).ShouldFail(409, "book_in_use");
        (await owner.PutAsync($"books/{book}", new { currency = "EUR", name = "Same" })).Ok();
    }

    [Theory]
    [InlineData("month", "2026-10-20", "2026-11-10", "2026-11-20")]
    [InlineData("week", "2026-11-16", "2026-11-22", "2026-11-23")]
    [InlineData("year", "2026-01-20", "2027-01-10", "2027-01-20")]
    public async Task A_calendar_that_would_make_two_budgets_of_one_period_is_refused(string period, string start, string end, string next)
    {
        var owner = await product.SignedUpAsync();
        var book = await owner.DefaultBookAsync();
        (await owner.PutAsync($"books/{book}", new { monthStartDay = 15, weekStart = 1 })).Ok();
        var categoryId = await owner.CategoryAsync("Dining");
        (
            await owner.PostAsync(
                "budgets",
                new
                {
                    categoryId,
                    amount = 100,
                    period,
                    startDate = start,
                    endDate = end,
                }
            )
        ).Ok();
        (
            await owner.PostAsync(
                "budgets",
                new
                {
                    categoryId,
                    amount = 200,
                    period,
                    startDate = next,
                }
            )
        ).Ok();
        (await owner.PutAsync($"books/{book}", new { monthStartDay = 1, weekStart = 0 })).ShouldFail(409, "budget_exists");
        (await owner.PutAsync($"books/{book}", new { name = "Home", monthStartDay = 16 })).Ok();
    }

    [Fact]
    public async Task Editors_and_viewers_may_not_and_strangers_see_nothing()
    {
        var owner = await product.SignedUpAsync();
        var book = await owner.DefaultBookAsync();
        foreach (var role in new[] { "editor", "viewer" })
        {
            (await (await product.MemberAsync(owner, role)).PutAsync($"books/{book}", new { name = "Mine" })).ShouldFail(403, "forbidden");
        }
        (await (await product.SignedUpAsync()).PutAsync($"books/{book}", new { name = "Mine" })).ShouldFail(404, "not_found");
    }

    [Theory]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"currency":"XXX"}""", "currency")]
    [InlineData("""{"monthStartDay":0}""", "monthStartDay")]
    [InlineData("""{"weekendRule":"x"}""", "weekendRule")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        var owner = await product.SignedUpAsync();
        var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        (await owner.SendAsync(HttpMethod.Put, $"books/{await owner.DefaultBookAsync()}", content, [])).Fields.ShouldBe([field]);
    }
}
