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
        (await owner.GetAsync("books")).Ok()[0].GetRawText().ShouldBe(changed.GetRawText());
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
