using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.User.SetDefaultBook;

public sealed class SetDefaultBookTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Requests_act_on_it_from_then_on_with_the_token_of_before()
    {
        var person = await product.SignedUpAsync();
        await person.OpenAccountAsync();
        var second = (await person.PostAsync("books", new { name = "Second" })).Ok().GetProperty("bookId").GetGuid();
        ((int)(await person.PutAsync("user/default-book", new { bookId = second })).Status).ShouldBe(204);
        (await person.GetAsync("accounts")).Ok().GetArrayLength().ShouldBe(0);
        var books = (await person.GetAsync("books")).Ok();
        books[0].GetProperty("bookId").GetGuid().ShouldBe(second);
        books.EnumerateArray().Select(b => b.GetProperty("isDefault").GetBoolean()).ShouldBe([true, false]);
    }

    [Fact]
    public async Task Members_are_counted()
    {
        var owner = await product.SignedUpAsync();
        await product.MemberAsync(owner, "viewer");
        (await owner.GetAsync("books")).Ok()[0].GetProperty("memberCount").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Another_persons_book_is_an_unknown_one()
    {
        var (person, other) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var theirs = await other.DefaultBookAsync();
        (await person.PutAsync("user/default-book", new { bookId = theirs })).ShouldFail(404, "not_found");
        (await person.PutAsync("user/default-book", new { bookId = Guid.CreateVersion7() })).ShouldFail(404, "not_found");
        (await person.PutAsync("user/default-book", new { })).Fields.ShouldBe(["bookId"]);
    }
}
