using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Books.ResendInvitation;

public sealed class ResendInvitationTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Sent_once_more_it_stands_anew_and_the_first_mail_is_void()
    {
        var (owner, book, guest, invitation, token) = await product.InvitedAsync();
        await product.Database.RunAsync($"update invitations set expires_at = now() where invitation_id = '{invitation}'");
        var reply = await owner.PostAsync($"books/{book}/invitations/{invitation}/resend", null);
        ((int)reply.Status).ShouldBe(202);
        reply["expiresAt"].GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddDays(6));
        var again = await product.Mail.TokenAsync(guest.Email, "invited", 2);
        (await guest.PostAsync("books/invitations/accept", new { token })).ShouldFail(400, "invalid_token");
        (await guest.PostAsync("books/invitations/accept", new { token = again })).Ok();
        (await product.AuditAsync(owner.UserId)).ShouldContain("book.invitation_resent");
    }
}
