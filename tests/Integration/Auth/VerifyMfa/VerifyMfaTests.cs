using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.VerifyMfa;

/// <summary>What S8 (SecondFactorTests) does not ask.</summary>
public sealed class VerifyMfaTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Without_mfaToken_and_without_session_there_is_nobody()
    {
        (await product.Client().PostAsync("auth/mfa/verify", new { token = "123456" })).ShouldFail(401, "invalid_token");
        var forged = product.Client();
        forged.Token = "forged";
        (await forged.PostAsync("auth/mfa/verify", new { token = "123456" })).ShouldFail(401, "invalid_token");
        (await product.Client().PostAsync("auth/mfa/verify", new { token = "123456", mfaToken = "nonsense" })).ShouldFail(
            401,
            "invalid_token"
        );
    }

    [Fact]
    public async Task Before_a_setup_there_is_nothing_to_verify()
    {
        var person = await product.SignedUpAsync();
        (await person.PostAsync("auth/mfa/verify", new { token = "123456" })).ShouldFail(409, "mfa_not_set_up");
        (await person.PostAsync("auth/mfa/verify", new { })).Fields.ShouldBe(["token"]);
    }

    [Fact]
    public async Task A_challenge_expires_and_dies_with_the_password_it_began_with()
    {
        var person = await product.SignedUpAsync();
        var setup = (await person.PostAsync("auth/mfa/setup", null)).Ok();
        var codes = setup.GetProperty("backupCodes").EnumerateArray().Select(c => c.GetString()!).ToList();
        var secret = setup.GetProperty("secret").GetString()!;
        (await person.PostAsync("auth/mfa/verify", new { token = Security.SecondFactorTests.Code(secret, 0) })).Ok();
        var late = (await person.SignInAsync()).Ok().GetProperty("mfaToken").GetString();
        await product.Database.RunAsync($"update mfa_challenges set expires_at = now() where user_id = '{person.UserId}'");
        (await person.PostAsync("auth/mfa/verify", new { token = codes[0], mfaToken = late })).ShouldFail(401, "invalid_token");
        var halfDone = (await person.SignInAsync()).Ok().GetProperty("mfaToken").GetString();
        (await person.PostAsync("auth/change-password", new { currentPassword = Client.Password, newPassword = "SecurePass456!" })).Ok();
        (await person.PostAsync("auth/mfa/verify", new { token = codes[0], mfaToken = halfDone })).ShouldFail(401, "invalid_token");
    }

    [Fact]
    public async Task A_token_that_is_over_does_not_stand_in_the_way_of_signing_in()
    {
        var person = await product.SignedUpAsync();
        var setup = (await person.PostAsync("auth/mfa/setup", null)).Ok();
        var code = Security.SecondFactorTests.Code(setup.GetProperty("secret").GetString()!, 0);
        (await person.PostAsync("auth/mfa/verify", new { token = code })).Ok();
        var mfaToken = (await person.SignInAsync()).Ok().GetProperty("mfaToken").GetString();
        person.Token = "stale";
        (await person.PostAsync("auth/mfa/verify", new { token = setup.GetProperty("backupCodes")[0].GetString(), mfaToken })).Ok();
    }

    [Fact]
    public async Task Enabling_is_told_by_mail_and_in_the_app()
    {
        var person = await product.SignedUpAsync();
        var secret = (await person.PostAsync("auth/mfa/setup", null)).Ok().GetProperty("secret").GetString()!;
        (await person.PostAsync("auth/mfa/verify", new { token = Security.SecondFactorTests.Code(secret, 0) })).Ok();
        await product.Mail.WaitAsync(person.Email, "Two-step sign-in is on");
        var notices = await Wait.ForAsync(async () => (await person.GetAsync("notifications")).Ok(), n => n.GetArrayLength() > 0);
        notices[0].GetProperty("kind").GetString().ShouldBe("account.mfa_enabled");
        (await person.GetAsync("user/profile")).Ok().GetProperty("mfaEnabled").GetBoolean().ShouldBeTrue();
    }
}
