using Rupaya.Integration.Examples;

namespace Rupaya.Integration.Books;

/// <summary>Asha opens a book for her home, and Ravi joins it for a while.</summary>
internal sealed class BooksChapter : IChapter
{
    public async Task LiveAsync(Story story, Household home)
    {
        var asha = home.Asha;
        var flat = new
        {
            name = "Flat in Indiranagar",
            currency = "INR",
            timeZone = "Asia/Kolkata",
            monthStartDay = 5,
            weekendRule = "before",
            weekStart = 1,
        };
        var book = await story.ShowAsync(asha.PostAsync("books", flat)).IdAsync("bookId");
        await story.ShowAsync(asha.GetAsync("books"));
        await story.ShowAsync(asha.PutAsync($"books/{book}", new { name = "Our flat", monthStartDay = 1 }));
        var ravi = await story.SignUpAsync("Ravi", "Kumar");
        var invited = asha.PostAsync($"books/{book}/invitations", new { email = story.Address("Ravi"), role = "editor" });
        var invitation = await story.ShowAsync(invited).IdAsync("invitationId");
        await story.ShowAsync(asha.GetAsync($"books/{book}/invitations"));
        // A link that is void before its mail is sent gets no mail.
        await story.TokenAsync("Ravi", "invited");
        await story.ShowAsync(asha.PostAsync($"books/{book}/invitations/{invitation}/resend", null));
        var token = await story.TokenAsync("Ravi", "invited", 2);
        await story.ShowAsync(ravi.PostAsync("books/invitations/accept", new { token }));
        await story.ShowAsync(asha.GetAsync($"books/{book}/members"));
        await story.ShowAsync(asha.PutAsync($"books/{book}/members/{ravi.UserId}", new { role = "viewer" }));
        await story.ShowAsync(asha.DeleteAsync($"books/{book}/members/{ravi.UserId}"));
        await AgainAsync(story, asha, book, ravi);
        await story.ShowAsync(asha.DeleteAsync($"books/{book}", new { confirm = "Our flat" }));
        await story.ShowAsync(asha.PostAsync($"books/{book}/restore", null));
    }

    private static async Task AgainAsync(Story story, Client asha, Guid book, Client ravi)
    {
        var invited = asha.PostAsync($"books/{book}/invitations", new { email = story.Address("Ravi"), role = "viewer" });
        var invitation = await invited.IdAsync("invitationId");
        var token = await story.TokenAsync("Ravi", "invited", 3);
        await story.ShowAsync(ravi.PostAsync("books/invitations/decline", new { token }));
        await story.ShowAsync(asha.DeleteAsync($"books/{book}/invitations/{invitation}"));
    }
}
