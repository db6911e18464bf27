using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.User.RemoveToken;

public sealed class RemoveTokenTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task It_is_dead_at_once_in_every_process_and_no_other_is()
    {
        await using var other = await TestHost.StartAsync("serve", product.Database.App);
        var person = await product.VerifiedAsync();
        var (tokenId, program) = await person.TokenAsync("write");
        var (_, stays) = await person.TokenAsync("read");
        var elsewhere = program.Another("elsewhere", other.Address);
        elsewhere.Token = program.Token;
        (await elsewhere.GetAsync("accounts")).Ok();
        ((int)(await person.DeleteAsync($"user/tokens/{tokenId}")).Status).ShouldBe(204);
        (await program.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await elsewhere.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await elsewhere.PostAsync("accounts", new { name = "A", type = "cash" })).ShouldFail(401, "invalid_token");
        (await stays.GetAsync("accounts")).Ok();
        (await product.AuditAsync(person.UserId)).ShouldContain("token.revoked");
        (await person.DeleteAsync($"user/tokens/{tokenId}")).ShouldFail(404, "not_found");
    }

    [Fact]
    public async Task A_foreign_token_and_a_session_are_unknown_tokens()
    {
        var (person, other) = (await product.VerifiedAsync(), await product.SignedUpAsync());
        var (tokenId, program) = await person.TokenAsync("read");
        (await other.DeleteAsync($"user/tokens/{tokenId}")).ShouldFail(404, "not_found");
        (await program.GetAsync("accounts")).Ok();
        var session = (await other.GetAsync("auth/sessions")).Ok()[0].GetProperty("sessionId").GetGuid();
        (await other.DeleteAsync($"user/tokens/{session}")).ShouldFail(404, "not_found");
        (await other.GetAsync("accounts")).Ok();
    }

    [Fact]
    public async Task What_ends_an_account_ends_tokens_and_a_new_password_only_where_it_is_asked_for()
    {
        var person = await product.VerifiedAsync();
        string[] scopes = ["read"];
        var (_, first) = await person.TokenAsync(new { name = "Nightly", scopes });
        (await person.PostAsync("auth/change-password", new { currentPassword = Client.Password, newPassword = "SecurePass456!" })).Ok();
        (await first.GetAsync("accounts")).Ok();
        (await product.Mail.WaitAsync(person.Email, "Your password was changed")).ShouldContain("Nightly");
        var change = new
        {
            currentPassword = "SecurePass456!",
            newPassword = "SecurePass789!",
            endTokens = true,
        };
        (await person.PostAsync("auth/change-password", change)).Ok();
        (await first.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await product.Mail.WaitAsync(person.Email, "Your password was changed", 2)).ShouldNotContain("Nightly");

        var (_, second) = await person.TokenAsync("read");
        (await person.PostAsync("auth/forgot-password", new { email = person.Email })).Ok();
        var token = await product.Mail.TokenAsync(person.Email, "Set a new password");
        (await person.PostAsync("auth/reset-password", new { token, newPassword = Client.Password })).Ok();
        (await second.GetAsync("accounts")).ShouldFail(401, "invalid_token");

        (await person.SignInAsync()).Ok();
        var (_, third) = await person.TokenAsync("read");
        (await person.DeleteAsync("user/account", new { password = Client.Password })).Ok();
        (await third.GetAsync("accounts")).ShouldFail(401, "invalid_token");
    }
}
