using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Books.WithdrawInvitation;

public sealed class WithdrawInvitationTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_withdrawn_invitation_is_void_until_somebody_is_invited_again()
    {
        var (owner, book, guest, invitation, token) = await product.InvitedAsync();
        ((int)(await owner.DeleteAsync($"books/{book}/invitations/{invitation}")).Status).ShouldBe(204);
        (await owner.DeleteAsync($"books/{book}/invitations/{invitation}")).Ok();
        (await owner.InvitationStatusAsync(book)).ShouldBe("withdrawn");
        (await guest.PostAsync("books/invitations/accept", new { token })).ShouldFail(400, "invalid_token");
        (await guest.PostAsync("books/invitations/accept", new { invitationId = invitation })).ShouldFail(404, "not_found");
        (await owner.PostAsync($"books/{book}/invitations/{invitation}/resend", null)).ShouldFail(409, "invitation_closed");
        (await guest.GetAsync("user/invitations")).Ok().GetArrayLength().ShouldBe(0);
        (await owner.PostAsync($"books/{book}/invitations", new { email = guest.Email, role = "viewer" })).Ok();
        (await owner.InvitationStatusAsync(book)).ShouldBe("open");
        var again = await product.Mail.TokenAsync(guest.Email, "invited", 2);
        (await guest.PostAsync("books/invitations/accept", new { token = again })).Ok();
        (await owner.DeleteAsync($"books/{book}/invitations/{invitation}")).ShouldFail(409, "invitation_closed");
        (await product.AuditAsync(owner.UserId)).ShouldContain("book.invitation_withdrawn");
    }
}
