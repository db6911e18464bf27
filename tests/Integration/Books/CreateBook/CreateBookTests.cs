using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Books.CreateBook;

public sealed class CreateBookTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_second_book_is_the_callers_own_and_separate()
    {
        var person = await product.SignedUpAsync();
        var account = await person.OpenAccountAsync(opening: 5);
        var book = (
            await person.PostAsync(
                "books",
                new
                {
                    name = "Studio",
                    currency = "JPY",
                    monthStartDay = 25,
                    weekendRule = "before",
                    weekStart = 0,
                }
            )
        ).Ok();
        book.GetProperty("currency").GetString().ShouldBe("JPY");
        book.GetProperty("role").GetString().ShouldBe("owner");
        // A list says more: which one is the default, and how many share it.
        (await person.GetAsync("books"))
            .Ok()[1]
            .GetRawText()
            .ShouldStartWith(book.GetRawText().TrimEnd('}'));
        person.BookId = book.GetProperty("bookId").GetString();
        (await person.GetAsync("accounts")).Ok().GetArrayLength().ShouldBe(0);
        (await person.GetAsync("categories")).Ok().GetArrayLength().ShouldBe(19);
        (await person.GetAsync($"accounts/{account}")).ShouldFail(404, "not_found");
        var yen = await person.OpenAccountAsync("cash", 100);
        (await person.BalanceAsync(yen)).ShouldBe(100);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task A_retry_with_its_key_makes_no_second_book()
    {
        var person = await product.SignedUpAsync();
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => person.PostAsync("books", new { name = "Once" }, ("Idempotency-Key", "k")))
        );
        replies.Select(r => r.Ok().GetProperty("bookId").GetGuid()).Distinct().Count().ShouldBe(1);
        (await person.PostAsync("books", new { name = "Another" }, ("Idempotency-Key", "k"))).ShouldFail(422, "idempotency_key_reused");
        (await person.GetAsync("books")).Ok().GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("""{}""", "name")]
    [InlineData("""{"name":"x","currency":"XXX"}""", "currency")]
    [InlineData("""{"name":"x","timeZone":"Mars"}""", "timeZone")]
    [InlineData("""{"name":"x","monthStartDay":32}""", "monthStartDay")]
    [InlineData("""{"name":"x","weekendRule":"never"}""", "weekendRule")]
    [InlineData("""{"name":"x","weekStart":7}""", "weekStart")]
    public async Task A_wrong_field_is_named(string body, string field) =>
        (await (await product.SignedUpAsync()).PostRawAsync("books", body)).Fields.ShouldBe([field]);

    [Fact]
    public async Task There_is_an_end_to_it()
    {
        var person = await product.SignedUpAsync();
        await product.Database.RunAsync(
            $"""
            with b as (insert into books select gen_random_uuid(), 'x', 'INR', 'UTC', 1, 'none', 1, 0, 1, 0, now() from generate_series(1, 49) returning book_id)
            insert into book_members select book_id, '{person.UserId}', 'owner', now() from b
            """
        );
        (await person.PostAsync("books", new { name = "One too many" })).ShouldFail(409, "too_many_books");
    }
}
