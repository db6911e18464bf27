using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Books;

/// <summary>A second book, which may be deleted.</summary>
internal static class Flats
{
    public static readonly object Confirmed = new { confirm = "Flat" };

    public static async Task<(Client Owner, Guid Book)> WithFlatAsync(this Product product)
    {
        var owner = await product.SignedUpAsync();
        var book = (await owner.PostAsync("books", new { name = "Flat" })).Ok().GetProperty("bookId").GetGuid();
        owner.BookId = book.ToString();
        await owner.OpenAccountAsync(opening: 100);
        return (owner, book);
    }

    public static async Task<Client> FlatmateAsync(this Product product, Client owner, Guid book, string role)
    {
        var guest = await product.SignedUpAsync();
        (await owner.PostAsync($"books/{book}/invitations", new { email = guest.Email, role })).Ok();
        var token = await product.Mail.TokenAsync(guest.Email, "invited");
        (await guest.PostAsync("books/invitations/accept", new { token })).Ok();
        return guest;
    }
}
