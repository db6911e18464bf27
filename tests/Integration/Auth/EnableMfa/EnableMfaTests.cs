using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.EnableMfa;

public sealed class EnableMfaTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Two_step_sign_in_rests_on_a_passkey_alone()
    {
        var person = await product.VerifiedAsync();
        var device = new Authenticator();
        var passkey = (await person.AddPasskeyAsync(device)).Ok().GetProperty("passkeyId").GetGuid();
        var other = person.Another("other");
        (await other.SignInAsync()).Ok();
        var enabled = (await person.PostAsync("auth/mfa/enable", new { method = "passkey" })).Ok();
        enabled.GetProperty("enabled").GetBoolean().ShouldBeTrue();
        var codes = enabled.GetProperty("backupCodes").EnumerateArray().Select(c => c.GetString()!).ToList();
        codes.Distinct(StringComparer.Ordinal).Count().ShouldBe(10);
        (await other.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        await product.Mail.WaitAsync(person.Email, "Two-step sign-in is on");

        var mfaToken = (await person.SignInAsync()).Ok().GetProperty("mfaToken").GetString()!;
        var begun = await person.PostAsync("auth/mfa/passkey", new { mfaToken });
        var credential = device.Get(begun.Ok().GetProperty("publicKey"));
        var answer = new
        {
            mfaToken,
            ceremonyToken = begun["ceremonyToken"].GetString(),
            credential,
        };
        person.Take(await person.PostAsync("auth/mfa/verify", answer));
        (await person.PostAsync("auth/mfa/enable", new { method = "passkey" })).ShouldFail(409, "mfa_enabled");
        // The second factor would be gone.
        (await person.DeleteAsync($"auth/passkeys/{passkey}")).ShouldFail(409, "last_credential");
        var lost = (await person.Another("lost").SignInAsync()).Ok().GetProperty("mfaToken").GetString();
        (await person.PostAsync("auth/mfa/verify", new { mfaToken = lost, token = codes[0] })).Ok();
    }

    [Fact]
    public async Task No_code_of_an_app_counts_where_there_is_no_app()
    {
        var person = await product.VerifiedAsync();
        (await person.AddPasskeyAsync(new Authenticator())).Ok();
        // An app was set up once and never confirmed.
        var secret = (await person.PostAsync("auth/mfa/setup", null)).Ok().GetProperty("secret").GetString()!;
        var kept = await product.Database.ScalarAsync<string>(
            "select encode(secret, 'hex') from user_mfa where user_id = $1",
            person.UserId
        );
        (await person.PostAsync("auth/mfa/enable", new { method = "passkey" })).Ok();
        // The one that stands there now was shown to nobody; this one is known.
        await product.Database.RunAsync($"update user_mfa set secret = decode('{kept}', 'hex') where user_id = '{person.UserId}'");
        var mfaToken = (await person.Another("new").SignInAsync()).Ok().GetProperty("mfaToken").GetString();
        var code = Security.SecondFactorTests.Code(secret, 0);
        (await person.PostAsync("auth/mfa/verify", new { mfaToken, token = code })).ShouldFail(401, "invalid_code");
    }

    [Fact]
    public async Task Without_a_passkey_there_is_nothing_to_enable()
    {
        var person = await product.VerifiedAsync();
        (await person.PostAsync("auth/mfa/enable", new { method = "passkey" })).ShouldFail(409, "no_passkey");
        (await person.PostAsync("auth/mfa/enable", new { method = "sms" })).Fields.ShouldBe(["method"]);
        (await person.PostAsync("auth/mfa/enable", new { })).Fields.ShouldBe(["method"]);
    }
}
