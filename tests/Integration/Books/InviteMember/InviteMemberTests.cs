using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Books.InviteMember;

public sealed class InviteMemberTests(Product product) : IClassFixture<Product>
{
    private static Task<Reply> InviteAsync(
        Client client,
        Guid book,
        string email,
        string role = "editor",
        params (string, string)[] headers
    ) => client.PostAsync($"books/{book}/invitations", new { email, role }, headers);

    [Fact]
    public async Task The_token_is_in_the_mail_and_nowhere_else()
    {
        var owner = await product.SignedUpAsync();
        var reply = await InviteAsync(owner, await owner.DefaultBookAsync(), "friend-1@rupaya.example");
        reply.Ok().TryGetProperty("token", out _).ShouldBeFalse();
        reply["role"].GetString().ShouldBe("editor");
        var mail = await product.Mail.WaitAsync("friend-1@rupaya.example", "invited");
        mail.ShouldContain(owner.Email);
        reply.Text.ShouldNotContain(await product.Mail.TokenAsync("friend-1@rupaya.example", "invited"));
    }

    [Fact]
    public async Task Inviting_again_makes_the_earlier_mail_void()
    {
        var (owner, guest) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var book = await owner.DefaultBookAsync();
        (await InviteAsync(owner, book, guest.Email)).Ok();
        var first = await product.Mail.TokenAsync(guest.Email, "invited");
        (await InviteAsync(owner, book, guest.Email.ToUpperInvariant(), "viewer")).Ok();
        await Wait.UntilAsync(() => NullLog.IsAsync(product.Database));
        var tokens = new[]
        {
            await product.Mail.TokenAsync(guest.Email, "invited"),
            await product.Mail.TokenAsync(guest.Email, "invited", 2),
        };
        var second = tokens.Single(t => t != first);
        (await guest.PostAsync("books/invitations/accept", new { token = first })).ShouldFail(400, "invalid_token");
        (await guest.PostAsync("books/invitations/accept", new { token = second })).Ok().GetProperty("role").GetString().ShouldBe("viewer");
    }

    [Fact]
    public async Task A_retry_with_its_key_sends_one_mail()
    {
        var owner = await product.SignedUpAsync();
        var book = await owner.DefaultBookAsync();
        for (var i = 0; i < 3; i++)
        {
            (await InviteAsync(owner, book, "friend-2@rupaya.example", "viewer", ("Idempotency-Key", "k"))).Ok();
        }
        await Wait.UntilAsync(() => NullLog.IsAsync(product.Database));
        product.Mail.Find("friend-2@rupaya.example", "invited").Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("jos\u00e9@rupaya.example")]
    [InlineData("friend\u200b@rupaya.example")]
    [InlineData("friend@rupaya-.example")]
    public async Task An_address_that_cannot_be_written_to_is_not_invited(string email)
    {
        var owner = await product.SignedUpAsync();
        (await InviteAsync(owner, await owner.DefaultBookAsync(), email)).Fields.ShouldBe(["email"]);
    }

    [Fact]
    public async Task Only_the_owner_invites_and_a_member_is_not_invited()
    {
        var owner = await product.SignedUpAsync();
        var book = await owner.DefaultBookAsync();
        var editor = await product.MemberAsync(owner, "editor");
        (await InviteAsync(editor, book, "x@rupaya.example")).ShouldFail(403, "forbidden");
        (await InviteAsync(await product.SignedUpAsync(), book, "x@rupaya.example")).ShouldFail(404, "not_found");
        (await InviteAsync(owner, book, editor.Email)).ShouldFail(409, "already_member");
        (await InviteAsync(owner, book, owner.Email)).ShouldFail(409, "already_member");
    }

    [Theory]
    [InlineData("nobody", "editor", "email")]
    [InlineData("a@b.example", "owner", "role")]
    [InlineData("a@b.example", null, "role")]
    public async Task A_wrong_field_is_named(string email, string? role, string field)
    {
        var owner = await product.SignedUpAsync();
        (await owner.PostAsync($"books/{await owner.DefaultBookAsync()}/invitations", new { email, role })).Fields.ShouldBe([field]);
    }
}
