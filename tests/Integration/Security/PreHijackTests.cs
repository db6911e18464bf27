using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>I4: somebody signs up with another person's address, leaves what would let them in again, and waits.</summary>
public sealed class PreHijackTests(Product product) : IClassFixture<Product>
{
    private async Task ResetAsync(string email, string newPassword)
    {
        (await product.Client().PostAsync("auth/forgot-password", new { email })).Ok();
        var token = await product.Mail.TokenAsync(email, "Set a new password");
        (await product.Client().PostAsync("auth/reset-password", new { token, newPassword })).Ok();
    }

    private static async Task<string> TwoStepsAsync(Client person)
    {
        var secret = (await person.PostAsync("auth/mfa/setup", null)).Ok().GetProperty("secret").GetString()!;
        (await person.PostAsync("auth/mfa/verify", new { token = SecondFactorTests.Code(secret, 0) })).Ok();
        return secret;
    }

    [Fact]
    public async Task I4_who_resets_the_password_of_an_address_never_verified_shuts_out_who_signed_up_with_it()
    {
        var attacker = await product.SignedUpAsync();
        await TwoStepsAsync(attacker);
        string[] scopes = ["read"];
        (await attacker.PostAsync("user/tokens", new { name = "A", scopes })).ShouldFail(403, "email_unverified");

        await ResetAsync(attacker.Email, "SecurePass456!");
        (await attacker.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await attacker.RefreshAsync()).ShouldFail(401, "invalid_token");
        var victim = product.Client();
        (await victim.SignInAsync("SecurePass456!", attacker.Email)).Ok().TryGetProperty("accessToken", out _).ShouldBeTrue();
        (await victim.GetAsync("user/profile")).Ok().GetProperty("mfaEnabled").GetBoolean().ShouldBeFalse();
        (await product.Database.ScalarAsync<long>("select count(*) from user_mfa where user_id = $1", attacker.UserId)).ShouldBe(0);
        (await product.Database.ScalarAsync<long>("select count(*) from mfa_backup_codes where user_id = $1", attacker.UserId)).ShouldBe(0);
        (await product.AuditAsync(attacker.UserId)).ShouldContain("credentials.removed");
    }

    [Fact]
    public async Task Somebody_who_verified_their_address_keeps_two_step_sign_in()
    {
        var person = await product.VerifiedAsync();
        await TwoStepsAsync(person);
        await ResetAsync(person.Email, "SecurePass456!");
        (await product.Client().SignInAsync("SecurePass456!", person.Email)).Ok().GetProperty("mfaRequired").GetBoolean().ShouldBeTrue();
    }
}
