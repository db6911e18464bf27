using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>S24 for what people do with their address, their codes, their sessions and their books.</summary>
public abstract class AccountEventTests(Deployment product)
{
    private readonly List<string> _secrets = [];

    [Fact]
    public async Task S24_what_is_done_to_an_account_is_logged_once_and_without_a_secret()
    {
        var (person, guest) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var email = AccountSteps.NewAddress();
        await AddressAsync(person, email);
        await BooksAsync(person, guest);
        (await person.DeleteAsync("auth/sessions")).Ok();

        string[] expected =
        [
            "user.signed_up",
            "email.verification_requested",
            "email.verified",
            "email.change_asked",
            "email.changed",
            "email.reverted",
            "signin.succeeded",
            "book.invited",
            "book.invitation_resent",
            "book.invitation_withdrawn",
            "book.deleted",
            "book.restored",
            "sessions.ended",
        ];
        (await product.AuditAsync(person.UserId)).ShouldBe(expected);
        (await product.AuditAsync(guest.UserId)).ShouldBe(["user.signed_up", "book.invitation_declined"]);
        var id = person.UserId.ToString();
        await Wait.UntilAsync(() =>
            Task.FromResult(
                expected.All(e =>
                    product.Log.Count(l => l.Contains($"Audit {e} of {id}", StringComparison.Ordinal)) == expected.Count(x => x == e)
                )
            )
        );
        var log = string.Join('\n', product.Log);
        _secrets.Count.ShouldBe(4);
        foreach (var secret in _secrets.Append(email).Append(person.Email).Append(guest.Email))
        {
            log.ShouldNotContain(secret);
        }
    }

    private async Task<string> TokenAsync(string to, string subject, int n = 1)
    {
        var token = await product.Mail.TokenAsync(to, subject, n);
        _secrets.Add(token);
        return token;
    }

    private async Task AddressAsync(Client person, string email)
    {
        // A link that is void before its mail is sent gets no mail.
        await product.Mail.WaitAsync(person.Email, "Confirm your e-mail");
        (await person.PostAsync("auth/verify-email/resend", new { })).Ok();
        (await person.PostAsync("auth/verify-email", new { token = await TokenAsync(person.Email, "Confirm your e-mail", 2) })).Ok();
        (await person.PostAsync("user/email", new { email })).Ok();
        (await person.PostAsync("auth/email/confirm", new { token = await TokenAsync(email, "Confirm your new") })).Ok();
        (await person.PostAsync("auth/email/revert", new { token = await TokenAsync(person.Email, "Another e-mail") })).Ok();
        (await person.SignInAsync()).Ok();
    }

    private async Task BooksAsync(Client person, Client guest)
    {
        var second = (await person.PostAsync("books", new { name = "Second" })).Ok().GetProperty("bookId").GetGuid();
        var invited = await person.PostAsync($"books/{second}/invitations", new { email = guest.Email, role = "viewer" });
        var invitation = invited.Ok().GetProperty("invitationId").GetGuid();
        await product.Mail.WaitAsync(guest.Email, "invited");
        (await person.PostAsync($"books/{second}/invitations/{invitation}/resend", null)).Ok();
        (await guest.PostAsync("books/invitations/decline", new { token = await TokenAsync(guest.Email, "invited", 2) })).Ok();
        (await person.DeleteAsync($"books/{second}/invitations/{invitation}")).Ok();
        (await person.DeleteAsync($"books/{second}", new { confirm = "Second" })).Ok();
        (await person.PostAsync($"books/{second}/restore", null)).Ok();
    }
}

[Collection(Embedded.Name)]
public sealed class EmbeddedAccountEventTests(EmbeddedDeployment product) : AccountEventTests(product);

[Collection(Full.Name)]
public sealed class FullAccountEventTests(FullDeployment product) : AccountEventTests(product);
