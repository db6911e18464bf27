using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Books.ListBooks;

public sealed class ListBooksTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task The_default_book_is_first_and_shared_ones_say_the_role()
    {
        var owner = await product.SignedUpAsync(currency: "EUR", timeZone: "Europe/Zurich");
        var guest = await product.MemberAsync(owner, "viewer");
        var books = (await guest.GetAsync("books")).Ok();
        books.EnumerateArray().Select(b => b.GetProperty("role").GetString()).ShouldBe(["owner", "viewer"]);
        books.EnumerateArray().Select(b => b.GetProperty("currency").GetString()).ShouldBe(["INR", "EUR"]);
        var shared = books[1];
        shared.GetProperty("bookId").GetGuid().ShouldBe(await owner.DefaultBookAsync());
        shared.GetProperty("timeZone").GetString().ShouldBe("Europe/Zurich");
        shared.GetProperty("monthStartDay").GetInt32().ShouldBe(1);
        shared.GetProperty("weekendRule").GetString().ShouldBe("none");
        shared.GetProperty("weekStart").GetInt32().ShouldBe(1);
        shared.GetProperty("seq").GetInt64().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Nobody_has_none() => (await product.Client().GetAsync("books")).ShouldFail(401, "invalid_token");
}
