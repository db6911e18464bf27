using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Books.DeleteBook;

/// <summary>I37: who deletes a book, who has it back, and what is left in the end.</summary>
public sealed class DeleteBookTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task It_is_gone_at_once_and_comes_back_as_it_was()
    {
        var (owner, book) = await product.WithFlatAsync();
        var before = (await owner.GetAsync("accounts")).Text;
        (await owner.PutAsync("user/default-book", new { bookId = book })).Ok();
        var reply = await owner.DeleteAsync($"books/{book}", Flats.Confirmed);
        ((int)reply.Status).ShouldBe(202);
        (reply["eraseAt"].GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).TotalDays.ShouldBeInRange(13.9, 14.1);
        (await owner.GetAsync("accounts")).ShouldFail(404, "not_found");
        (await owner.PostAsync("accounts", new { name = "A", type = "cash" })).ShouldFail(404, "not_found");
        (await owner.PutAsync($"books/{book}", new { name = "Mine" })).ShouldFail(404, "not_found");
        (await owner.PutAsync("user/default-book", new { bookId = book })).ShouldFail(404, "not_found");
        (await owner.DeleteAsync($"books/{book}", Flats.Confirmed)).ShouldFail(404, "not_found");
        var list = (await owner.GetAsync("books")).Ok();
        list.EnumerateArray().Select(b => b.GetProperty("bookId").GetGuid()).ShouldNotContain(book);
        list[0].GetProperty("isDefault").GetBoolean().ShouldBeTrue();
        await product.Mail.WaitAsync(owner.Email, "A book of yours will be erased");

        ((int)(await owner.PostAsync($"books/{book}/restore", null)).Status).ShouldBe(204);
        (await owner.GetAsync("accounts")).Text.ShouldBe(before);
        (await owner.PostAsync($"books/{book}/restore", null)).ShouldFail(404, "not_found");
        (await product.AuditAsync(owner.UserId))[^2..].ShouldBe(["book.deleted", "book.restored"]);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Only_its_owner_deletes_it_by_its_name_and_alone()
    {
        var (owner, book) = await product.WithFlatAsync();
        var editor = await product.FlatmateAsync(owner, book, "editor");
        (await editor.DeleteAsync($"books/{book}", Flats.Confirmed)).ShouldFail(403, "forbidden");
        (await (await product.SignedUpAsync()).DeleteAsync($"books/{book}", Flats.Confirmed)).ShouldFail(404, "not_found");
        (await owner.DeleteAsync($"books/{book}", new { })).Fields.ShouldBe(["confirm"]);
        (await owner.DeleteAsync($"books/{book}", new { confirm = "flat" })).Fields.ShouldBe(["confirm"]);
        (await owner.DeleteAsync($"books/{book}", Flats.Confirmed)).ShouldFail(409, "book_has_members");
        (await owner.GetAsync("accounts")).Ok();
    }

    [Fact]
    public async Task The_last_book_stays_also_when_two_go_at_once()
    {
        var person = await product.SignedUpAsync();
        var first = await person.DefaultBookAsync();
        (await person.DeleteAsync($"books/{first}", new { confirm = "My book" })).ShouldFail(409, "last_book");
        var second = (await person.PostAsync("books", new { name = "My book" })).Ok().GetProperty("bookId").GetGuid();
        var replies = await Task.WhenAll(
            new[] { first, second }.Select(b => person.DeleteAsync($"books/{b}", new { confirm = "My book" }))
        );
        replies.Select(r => (int)r.Status).Order().ShouldBe([202, 409]);
        (await person.GetAsync("books")).Ok().GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task After_its_time_it_is_erased_and_does_not_come_back()
    {
        var (owner, book) = await product.WithFlatAsync();
        (await owner.DeleteAsync($"books/{book}", Flats.Confirmed)).Ok();
        await product.Database.RunAsync($"update books set erase_at = now() where book_id = '{book}'");
        (await owner.PostAsync($"books/{book}/restore", null)).ShouldFail(404, "not_found");
        var often = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Housekeeping:Seconds"] = "1" };
        await using var worker = await TestHost.StartAsync("work", product.Database.App, often);
        await Wait.UntilAsync(async () =>
            await product.Database.ScalarAsync<long>("select count(*) from books where book_id = $1", book) == 0
        );
        (await product.Database.ScalarAsync<long>("select count(*) from accounts where book_id = $1", book)).ShouldBe(0);
        (await product.AuditAsync(owner.UserId))[^1].ShouldBe("book.erased");
        owner.BookId = null;
        (await owner.GetAsync("accounts")).Ok();
    }

    [Fact]
    public async Task It_goes_with_a_user_who_is_erased()
    {
        var (owner, book) = await product.WithFlatAsync();
        (await owner.DeleteAsync($"books/{book}", Flats.Confirmed)).Ok();
        (await owner.DeleteAsync("user/account", new { password = Client.Password })).Ok();
        await product.Database.RunAsync($"update users set erase_at = now() where user_id = '{owner.UserId}'");
        var often = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Housekeeping:Seconds"] = "1" };
        await using var worker = await TestHost.StartAsync("work", product.Database.App, often);
        await Wait.UntilAsync(async () =>
            await product.Database.ScalarAsync<long>("select count(*) from users where user_id = $1", owner.UserId) == 0
        );
        (await product.Database.ScalarAsync<long>("select count(*) from books where book_id = $1", book)).ShouldBe(0);
    }

    [Fact]
    public async Task Who_proved_themselves_long_ago_does_it_again()
    {
        var (owner, book) = await product.WithFlatAsync();
        await product.Database.RunAsync(
            $"update sessions set authenticated_at = now() - interval '601 seconds' where user_id = '{owner.UserId}'"
        );
        (await owner.DeleteAsync($"books/{book}", Flats.Confirmed)).ShouldFail(403, "step_up_required");
    }
}
