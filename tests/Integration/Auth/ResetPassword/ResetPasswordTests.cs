using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.ResetPassword;

public sealed class ResetPasswordTests(Product product) : IClassFixture<Product>
{
    private async Task<string> AskAsync(Client person, int n = 1)
    {
        (await person.PostAsync("auth/forgot-password", new { email = person.Email })).Ok();
        return await product.Mail.TokenAsync(person.Email, "Set a new password", n);
    }

    private static Task<Reply> ResetAsync(Client client, string token, string newPassword = "SecurePass456!") =>
        client.PostAsync("auth/reset-password", new { token, newPassword });

    [Fact]
    public async Task A_new_password_ends_every_session_and_the_old_password()
    {
        var person = await product.SignedUpAsync();
        ((int)(await ResetAsync(product.Client(), await AskAsync(person))).Status).ShouldBe(204);
        (await person.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await person.SignInAsync()).ShouldFail(401, "invalid_credentials");
        (await person.SignInAsync("SecurePass456!")).Ok();
        await product.Mail.WaitAsync(person.Email, "password was changed");
    }

    [Fact]
    public async Task A_token_works_once_and_takes_the_others_with_it()
    {
        var person = await product.SignedUpAsync();
        var (first, second) = (await AskAsync(person), await AskAsync(person, 2));
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ResetAsync(product.Client(), first)));
        replies.Count(r => (int)r.Status == 204).ShouldBe(1);
        (await ResetAsync(person, second)).ShouldFail(400, "invalid_token");
    }

    [Fact]
    public async Task An_expired_token_and_a_weak_password_change_nothing()
    {
        var person = await product.SignedUpAsync();
        var token = await AskAsync(person);
        var weak = await ResetAsync(person, token, "password123");
        weak.ShouldFail(400, "validation_failed");
        weak["errors"].GetProperty("newPassword")[0].GetString().ShouldBe("This password has been breached");
        await product.Database.RunAsync($"update account_tokens set expires_at = now() where user_id = '{person.UserId}'");
        (await ResetAsync(person, token)).ShouldFail(400, "invalid_token");
        (await person.GetAsync("accounts")).Ok();
    }

    [Fact]
    public async Task It_lifts_a_lock_and_voids_a_half_done_sign_in()
    {
        var person = await product.SignedUpAsync();
        for (var i = 0; i < 5; i++)
        {
            (await person.SignInAsync("WrongPass123!")).ShouldFail(401, "invalid_credentials");
        }
        (await person.SignInAsync()).ShouldFail(423, "account_locked");
        (await ResetAsync(person, await AskAsync(person))).Ok();
        (await person.SignInAsync("SecurePass456!")).Ok();
    }
}
