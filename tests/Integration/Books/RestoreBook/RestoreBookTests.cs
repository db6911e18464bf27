using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Books.RestoreBook;

/// <summary>I37: who has a deleted book back.</summary>
public sealed class RestoreBookTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Who_does_not_own_it_any_more_does_not_restore_it_and_nobody_joins_it()
    {
        var (old, book) = await product.WithFlatAsync();
        var heir = await product.FlatmateAsync(old, book, "editor");
        (await old.PutAsync($"books/{book}/members/{heir.UserId}", new { role = "owner" })).Ok();
        (await old.DeleteAsync($"books/{book}/members/{old.UserId}")).Ok();
        var guest = await product.SignedUpAsync();
        (await heir.PostAsync($"books/{book}/invitations", new { email = guest.Email, role = "editor" })).Ok();
        var token = await product.Mail.TokenAsync(guest.Email, "invited");
        (await heir.DeleteAsync($"books/{book}", Flats.Confirmed)).Ok();
        (await old.PostAsync($"books/{book}/restore", null)).ShouldFail(404, "not_found");
        (await guest.PostAsync("books/invitations/accept", new { token })).ShouldFail(404, "not_found");
        (await heir.PostAsync($"books/{book}/restore", null)).Ok();
        (await guest.PostAsync("books/invitations/accept", new { token })).Ok();
    }

    [Fact]
    public async Task Nobody_but_who_deleted_it_and_nothing_that_was_not_deleted()
    {
        var (owner, book) = await product.WithFlatAsync();
        (await owner.PostAsync($"books/{book}/restore", null)).ShouldFail(404, "not_found");
        (await owner.DeleteAsync($"books/{book}", Flats.Confirmed)).Ok();
        (await (await product.SignedUpAsync()).PostAsync($"books/{book}/restore", null)).ShouldFail(404, "not_found");
        (await product.Client().PostAsync($"books/{book}/restore", null)).ShouldFail(401, "invalid_token");
        ((int)(await owner.PostAsync($"books/{book}/restore", null)).Status).ShouldBe(204);
    }

    [Fact]
    public async Task Of_many_at_once_one_restores_it_and_it_has_one_owner()
    {
        var (owner, book) = await product.WithFlatAsync();
        (await owner.DeleteAsync($"books/{book}", Flats.Confirmed)).Ok();
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => owner.PostAsync($"books/{book}/restore", null)));
        replies.Count(r => (int)r.Status == 204).ShouldBe(1);
        (await owner.GetAsync($"books/{book}/members")).Ok().GetArrayLength().ShouldBe(1);
    }
}
