using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Books.ListInvitations;

/// <summary>I38: who sees invitations.</summary>
public sealed class ListInvitationsTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task The_owner_sees_who_was_invited_and_nobody_else_does()
    {
        var (owner, book, guest, invitation, token) = await product.InvitedAsync();
        var open = (await owner.GetAsync($"books/{book}/invitations")).Ok()[0];
        open.GetProperty("invitationId").GetGuid().ShouldBe(invitation);
        open.GetProperty("email").GetString().ShouldBe(guest.Email);
        open.GetProperty("invitedBy").GetString().ShouldBe(owner.Email);
        open.GetProperty("status").GetString().ShouldBe("open");
        (await guest.GetAsync($"books/{book}/invitations")).ShouldFail(404, "not_found");
        (await guest.PostAsync("books/invitations/accept", new { token })).Ok();
        (await owner.InvitationStatusAsync(book)).ShouldBe("accepted");
        (await guest.GetAsync($"books/{book}/invitations")).ShouldFail(403, "forbidden");
        (await guest.DeleteAsync($"books/{book}/invitations/{invitation}")).ShouldFail(403, "forbidden");
        (await guest.PostAsync($"books/{book}/invitations/{invitation}/resend", null)).ShouldFail(403, "forbidden");
        await product.Database.RunAsync(
            $"update invitations set accepted_at = null, expires_at = now() where invitation_id = '{invitation}'"
        );
        (await owner.InvitationStatusAsync(book)).ShouldBe("expired");
    }
}
