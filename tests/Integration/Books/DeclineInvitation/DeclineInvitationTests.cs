using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Books.DeclineInvitation;

public sealed class DeclineInvitationTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task It_is_declined_by_token_and_by_id()
    {
        var (owner, book, guest, invitation, token) = await product.InvitedAsync();
        var thief = await product.ConfirmedAsync();
        (await thief.PostAsync("books/invitations/decline", new { token })).ShouldFail(403, "wrong_recipient");
        (await thief.PostAsync("books/invitations/decline", new { invitationId = invitation })).ShouldFail(404, "not_found");
        ((int)(await guest.PostAsync("books/invitations/decline", new { token })).Status).ShouldBe(204);
        (await owner.InvitationStatusAsync(book)).ShouldBe("declined");
        (await guest.PostAsync("books/invitations/accept", new { token })).ShouldFail(400, "invalid_token");
        (await owner.PostAsync($"books/{book}/invitations", new { email = guest.Email, role = "viewer" })).Ok();
        (await guest.PostAsync("books/invitations/decline", new { invitationId = invitation })).Ok();
        (await guest.PostAsync("books/invitations/decline", new { })).Fields.ShouldBe(["token"]);
        (await product.AuditAsync(guest.UserId)).Count(e => e == "book.invitation_declined").ShouldBe(2);
    }
}
