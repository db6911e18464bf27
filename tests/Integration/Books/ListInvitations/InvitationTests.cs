using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Books.ListInvitations;

/// <summary>What becomes of an invitation before and besides its acceptance (I38).</summary>
public sealed class InvitationTests(Product product) : IClassFixture<Product>
{
    private async Task<(Client Owner, Guid Book, Client Guest, Guid Invitation, string Token)> InvitedAsync()
    {
        var (owner, guest) = (await product.SignedUpAsync(), await product.ConfirmedAsync());
        var book = await owner.DefaultBookAsync();
        var invited = (await owner.PostAsync($"books/{book}/invitations", new { email = guest.Email, role = "editor" })).Ok();
        return (owner, book, guest, invited.GetProperty("invitationId").GetGuid(), await product.Mail.TokenAsync(guest.Email, "invited"));
    }

    private static async Task<string?> StatusAsync(Client owner, Guid book) =>
        (await owner.GetAsync($"books/{book}/invitations")).Ok()[0].GetProperty("status").GetString();

    [Fact]
    public async Task The_owner_sees_who_was_invited_and_nobody_else_does()
    {
        var (owner, book, guest, invitation, token) = await InvitedAsync();
        var open = (await owner.GetAsync($"books/{book}/invitations")).Ok()[0];
        open.GetProperty("invitationId").GetGuid().ShouldBe(invitation);
        open.GetProperty("email").GetString().ShouldBe(guest.Email);
        open.GetProperty("invitedBy").GetString().ShouldBe(owner.Email);
        open.GetProperty("status").GetString().ShouldBe("open");
        (await guest.GetAsync($"books/{book}/invitations")).ShouldFail(404, "not_found");
        (await guest.PostAsync("books/invitations/accept", new { token })).Ok();
        (await StatusAsync(owner, book)).ShouldBe("accepted");
        (await guest.GetAsync($"books/{book}/invitations")).ShouldFail(403, "forbidden");
        (await guest.DeleteAsync($"books/{book}/invitations/{invitation}")).ShouldFail(403, "forbidden");
        (await guest.PostAsync($"books/{book}/invitations/{invitation}/resend", null)).ShouldFail(403, "forbidden");
        await product.Database.RunAsync(
            $"update invitations set accepted_at = null, expires_at = now() where invitation_id = '{invitation}'"
        );
        (await StatusAsync(owner, book)).ShouldBe("expired");
    }

    [Fact]
    public async Task A_withdrawn_invitation_is_void_until_somebody_is_invited_again()
    {
        var (owner, book, guest, invitation, token) = await InvitedAsync();
        ((int)(await owner.DeleteAsync($"books/{book}/invitations/{invitation}")).Status).ShouldBe(204);
        (await owner.DeleteAsync($"books/{book}/invitations/{invitation}")).Ok();
        (await StatusAsync(owner, book)).ShouldBe("withdrawn");
        (await guest.PostAsync("books/invitations/accept", new { token })).ShouldFail(400, "invalid_token");
        (await guest.PostAsync("books/invitations/accept", new { invitationId = invitation })).ShouldFail(404, "not_found");
        (await owner.PostAsync($"books/{book}/invitations/{invitation}/resend", null)).ShouldFail(409, "invitation_closed");
        (await guest.GetAsync("user/invitations")).Ok().GetArrayLength().ShouldBe(0);
        (await owner.PostAsync($"books/{book}/invitations", new { email = guest.Email, role = "viewer" })).Ok();
        (await StatusAsync(owner, book)).ShouldBe("open");
        var again = await product.Mail.TokenAsync(guest.Email, "invited", 2);
        (await guest.PostAsync("books/invitations/accept", new { token = again })).Ok();
        (await owner.DeleteAsync($"books/{book}/invitations/{invitation}")).ShouldFail(409, "invitation_closed");
        (await product.AuditAsync(owner.UserId)).ShouldContain("book.invitation_withdrawn");
    }

    [Fact]
    public async Task Sent_once_more_it_stands_anew_and_the_first_mail_is_void()
    {
        var (owner, book, guest, invitation, token) = await InvitedAsync();
        await product.Database.RunAsync($"update invitations set expires_at = now() where invitation_id = '{invitation}'");
        var reply = await owner.PostAsync($"books/{book}/invitations/{invitation}/resend", null);
        ((int)reply.Status).ShouldBe(202);
        reply["expiresAt"].GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddDays(6));
        var again = await product.Mail.TokenAsync(guest.Email, "invited", 2);
        (await guest.PostAsync("books/invitations/accept", new { token })).ShouldFail(400, "invalid_token");
        (await guest.PostAsync("books/invitations/accept", new { token = again })).Ok();
        (await product.AuditAsync(owner.UserId)).ShouldContain("book.invitation_resent");
    }

    [Fact]
    public async Task It_is_declined_by_token_and_by_id()
    {
        var (owner, book, guest, invitation, token) = await InvitedAsync();
        var thief = await product.ConfirmedAsync();
        (await thief.PostAsync("books/invitations/decline", new { token })).ShouldFail(403, "wrong_recipient");
        (await thief.PostAsync("books/invitations/decline", new { invitationId = invitation })).ShouldFail(404, "not_found");
        ((int)(await guest.PostAsync("books/invitations/decline", new { token })).Status).ShouldBe(204);
        (await StatusAsync(owner, book)).ShouldBe("declined");
        (await guest.PostAsync("books/invitations/accept", new { token })).ShouldFail(400, "invalid_token");
        (await owner.PostAsync($"books/{book}/invitations", new { email = guest.Email, role = "viewer" })).Ok();
        (await guest.PostAsync("books/invitations/decline", new { invitationId = invitation })).Ok();
        (await guest.PostAsync("books/invitations/decline", new { })).Fields.ShouldBe(["token"]);
        (await product.AuditAsync(guest.UserId)).Count(e => e == "book.invitation_declined").ShouldBe(2);
    }

    [Fact]
    public async Task It_is_accepted_by_id_by_whose_address_it_is_and_twice_with_the_same_answer()
    {
        var (owner, book, guest, invitation, _) = await InvitedAsync();
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
}
