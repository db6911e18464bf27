using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Books;

/// <summary>An owner, and somebody with a proved address whom they invited.</summary>
internal sealed record Invited(Client Owner, Guid Book, Client Guest, Guid Invitation, string Token);

/// <summary>What is done with invitations.</summary>
internal static class InvitationSteps
{
    public static async Task<Invited> InvitedAsync(this Product product)
    {
        var (owner, guest) = (await product.SignedUpAsync(), await product.ConfirmedAsync());
        var book = await owner.DefaultBookAsync();
        var invited = (await owner.PostAsync($"books/{book}/invitations", new { email = guest.Email, role = "editor" })).Ok();
        var token = await product.Mail.TokenAsync(guest.Email, "invited");
        return new Invited(owner, book, guest, invited.GetProperty("invitationId").GetGuid(), token);
    }

    /// <summary>Of the newest invitation of a book.</summary>
    public static async Task<string?> InvitationStatusAsync(this Client owner, Guid book) =>
        (await owner.GetAsync($"books/{book}/invitations")).Ok()[0].GetProperty("status").GetString();
}
