using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Books.AcceptInvitation;

public sealed class AcceptInvitationTests(Product product) : IClassFixture<Product>
{
    private static Task<Reply> AcceptAsync(Client client, string token) => client.PostAsync("books/invitations/accept", new { token });

    private async Task<(Client Owner, Client Guest, string Token)> InvitedAsync(string role = "editor")
    {
        var (owner, guest) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        (await owner.PostAsync($"books/{await owner.DefaultBookAsync()}/invitations", new { email = guest.Email, role })).Ok();
        return (owner, guest, await product.Mail.TokenAsync(guest.Email, "invited"));
    }

    [Fact]
    public async Task An_editor_may_write_from_then_on_and_the_default_book_stays()
    {
        var (owner, guest, token) = await InvitedAsync();
        var account = await owner.OpenAccountAsync(opening: 10);
        guest.BookId = (await owner.DefaultBookAsync()).ToString();
        (await guest.GetAsync("accounts")).ShouldFail(404, "not_found");
        (await AcceptAsync(guest, token)).Ok().GetProperty("role").GetString().ShouldBe("editor");
        (await guest.ExpenseAsync(account, 3)).Ok();
        (await owner.BalanceAsync(account)).ShouldBe(7);
        (await guest.DefaultBookAsync()).ToString().ShouldNotBe(guest.BookId);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task A_token_is_good_once_and_only_for_whom_it_was_sent_to()
    {
        var (owner, guest, token) = await InvitedAsync();
        var thief = await product.SignedUpAsync();
        (await AcceptAsync(thief, token)).ShouldFail(403, "wrong_recipient");
        (await AcceptAsync(product.Client(), token)).ShouldFail(401, "invalid_token");
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AcceptAsync(guest, token)));
        // Who accepts twice is a member, and is told so.
        replies.ShouldAllBe(r => (int)r.Status == 200 && r["role"].GetString() == "editor");
        var book = await owner.DefaultBookAsync();
        (await owner.GetAsync($"books/{book}/members")).Ok().GetArrayLength().ShouldBe(2);
        (await owner.PutAsync($"books/{book}/members/{guest.UserId}", new { role = "viewer" })).Ok();
        (await AcceptAsync(guest, token)).Ok().GetProperty("role").GetString().ShouldBe("viewer");
        (await owner.DeleteAsync($"books/{book}/members/{guest.UserId}")).Ok();
        (await AcceptAsync(guest, token)).ShouldFail(400, "invalid_token");
    }

    [Fact]
    public async Task An_expired_and_a_made_up_token_are_refused()
    {
        var (_, guest, token) = await InvitedAsync();
        (await AcceptAsync(guest, guest.RefreshToken!)).ShouldFail(400, "invalid_token");
        await product.Database.RunAsync("update invitations set expires_at = now()");
        (await AcceptAsync(guest, token)).ShouldFail(400, "invalid_token");
        (await guest.PostAsync("books/invitations/accept", new { })).Fields.ShouldBe(["token"]);
    }
}
