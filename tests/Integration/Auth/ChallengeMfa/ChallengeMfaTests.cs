using System.Buffers.Text;
using Rupaya.Integration.Fixtures;
using Rupaya.Integration.Security;

namespace Rupaya.Integration.Auth.ChallengeMfa;

public sealed class ChallengeMfaTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_passkey_completes_a_sign_in_that_a_password_began()
    {
        var person = await product.VerifiedAsync();
        var device = new Authenticator();
        (await person.AddPasskeyAsync(device)).Ok();
        await EnableTotpAsync(person);
        var mfaToken = await HalfSignedInAsync(person);
        var begun = await person.PostAsync("auth/mfa/passkey", new { mfaToken });
        var options = begun.Ok().GetProperty("publicKey");
        options.GetProperty("allowCredentials")[0].GetProperty("id").GetString().ShouldBe(Base64Url.EncodeToString(device.Id));
        options.GetProperty("userVerification").GetString().ShouldBe("preferred");
        // To have it is enough: the password was the other factor.
        var credential = device.Get(options, a => a with { Flags = AuthenticatorAnswer.UserPresent, UserHandle = null });
        var verified = await person.PostAsync("auth/mfa/verify", Answer(mfaToken, begun, credential));
        verified.Ok().GetProperty("userId").GetGuid().ShouldBe(person.UserId);
        (await person.PostAsync("auth/mfa/verify", Answer(mfaToken, begun, credential))).ShouldFail(401, "invalid_token");
    }

    [Fact]
    public async Task Anothers_passkey_is_refused_and_counted()
    {
        var (asha, ravi) = (await product.VerifiedAsync(), await product.VerifiedAsync());
        var (hers, his) = (new Authenticator(), new Authenticator());
        (await asha.AddPasskeyAsync(hers)).Ok();
        (await ravi.AddPasskeyAsync(his)).Ok();
        await EnableTotpAsync(asha);
        var mfaToken = await HalfSignedInAsync(asha);
        for (var i = 0; i < 5; i++)
        {
            var begun = await asha.PostAsync("auth/mfa/passkey", new { mfaToken });
            var open = (await asha.PostAsync("auth/passkeys/challenge", null)).Ok().GetProperty("publicKey");
            var challenge = begun.Ok().GetProperty("publicKey").GetProperty("challenge").GetString()!;
            var credential = his.Get(open, a => a with { Challenge = challenge });
            (await asha.PostAsync("auth/mfa/verify", Answer(mfaToken, begun, credential))).ShouldFail(401, "invalid_credential");
        }
        (await asha.PostAsync("auth/mfa/passkey", new { mfaToken })).ShouldFail(401, "invalid_token");
        (await product.AuditAsync(asha.UserId)).Count(e => e == "mfa.failed").ShouldBe(5);
    }

    [Fact]
    public async Task Without_a_passkey_or_a_sign_in_there_is_nothing_to_begin()
    {
        var person = await product.VerifiedAsync();
        await EnableTotpAsync(person);
        var mfaToken = await HalfSignedInAsync(person);
        (await person.PostAsync("auth/mfa/passkey", new { mfaToken })).ShouldFail(409, "no_passkey");
        (await person.PostAsync("auth/mfa/passkey", new { mfaToken = "nonsense" })).ShouldFail(401, "invalid_token");
        (await person.PostAsync("auth/mfa/passkey", new { })).Fields.ShouldBe(["mfaToken"]);
    }

    private static object Answer(string mfaToken, Reply begun, object credential) =>
        new
        {
            mfaToken,
            ceremonyToken = begun["ceremonyToken"].GetString(),
            credential,
        };

    private static async Task EnableTotpAsync(Client person)
    {
        var secret = (await person.PostAsync("auth/mfa/setup", null)).Ok().GetProperty("secret").GetString()!;
        (await person.PostAsync("auth/mfa/verify", new { token = SecondFactorTests.Code(secret, 0) })).Ok();
    }

    private static async Task<string> HalfSignedInAsync(Client person) =>
        (await person.SignInAsync()).Ok().GetProperty("mfaToken").GetString()!;
}
