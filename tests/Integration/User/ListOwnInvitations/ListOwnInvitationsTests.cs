using Rupaya.Integration.Books;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.User.ListOwnInvitations;

/// <summary>What an address is invited to, and what its owner does with it by id (I38).</summary>
public sealed class ListOwnInvitationsTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task It_is_accepted_by_id_by_whose_address_it_is_and_twice_with_the_same_answer()
    {
        var (owner, book, guest, invitation, _) = await product.InvitedAsync();
        var open = (await guest.GetAsync("user/invitations")).Ok()[0];
        open.GetProperty("invitationId").GetGuid().ShouldBe(invitation);
        open.GetProperty("bookName").GetString().ShouldBe("My book");
        open.GetProperty("invitedBy").GetString().ShouldBe(owner.Email);
        var thief = await product.ConfirmedAsync();
        (await thief.PostAsync("books/invitations/accept", new { invitationId = invitation })).ShouldFail(404, "not_found");
        var first = await guest.PostAsync("books/invitations/accept", new { invitationId = invitation });
        first.Ok().GetProperty("role").GetString().ShouldBe("editor");
        var second = await guest.PostAsync("books/invitations/accept", new { invitationId = invitation });
        second.Text.ShouldBe(first.Text);
        (await guest.PostAsync("books/invitations/decline", new { invitationId = invitation })).ShouldFail(409, "invitation_closed");
        (await guest.GetAsync("user/invitations")).Ok().GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Before_an_address_is_confirmed_it_finds_and_accepts_nothing_by_id()
    {
        var (owner, stranger) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var book = await owner.DefaultBookAsync();
        var invited = (await owner.PostAsync($"books/{book}/invitations", new { email = stranger.Email, role = "editor" })).Ok();
        var id = invited.GetProperty("invitationId").GetGuid();
        (await stranger.GetAsync("user/invitations")).Ok().GetArrayLength().ShouldBe(0);
        (await stranger.PostAsync("books/invitations/accept", new { invitationId = id })).ShouldFail(403, "email_unverified");
        (await stranger.PostAsync("books/invitations/decline", new { invitationId = id })).ShouldFail(403, "email_unverified");
    }

    [Theory]
    [InlineData("+1")]
    [InlineData(".")]
    public async Task I38_an_address_that_looks_like_it_is_another_one(string added)
    {
        var (owner, guest) = (await product.SignedUpAsync(), await product.ConfirmedAsync());
        var book = await owner.DefaultBookAsync();
        var alike = added == "." ? guest.Email.Insert(6, ".") : guest.Email.Replace("@", $"{added}@", StringComparison.Ordinal);
        (await owner.PostAsync($"books/{book}/invitations", new { email = alike, role = "editor" })).Ok();
        var token = await product.Mail.TokenAsync(alike, "invited");
        (await guest.PostAsync("books/invitations/accept", new { token })).ShouldFail(403, "wrong_recipient");
        (await guest.GetAsync("user/invitations")).Ok().GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task What_is_over_and_what_is_gone_is_not_among_them()
    {
        var (owner, book, guest, invitation, _) = await product.InvitedAsync();
        await product.Database.RunAsync($"update invitations set expires_at = now() where invitation_id = '{invitation}'");
        (await guest.GetAsync("user/invitations")).Ok().GetArrayLength().ShouldBe(0);
        await product.Database.RunAsync(
            $"update invitations set expires_at = now() + interval '1 day' where invitation_id = '{invitation}'"
        );
        (await guest.GetAsync("user/invitations")).Ok().GetArrayLength().ShouldBe(1);
        (await owner.PostAsync("books", new { name = "Other" })).Ok();
        (await owner.DeleteAsync($"books/{book}", new { confirm = "My book" })).Ok();
        (await guest.GetAsync("user/invitations")).Ok().GetArrayLength().ShouldBe(0);
        (await product.Client().GetAsync("user/invitations")).ShouldFail(401, "invalid_token");
    }
}
