using System.Buffers.Text;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.BeginPasskey;

public sealed class BeginPasskeyTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task The_options_ask_for_what_WebAuthn_names_and_tell_nothing_about_the_user()
    {
        var person = await product.VerifiedAsync();
        var options = (await person.BeginPasskeyAsync()).Ok().GetProperty("publicKey");
        options.GetProperty("rp").GetProperty("id").GetString().ShouldBe("localhost");
        options.GetProperty("attestation").GetString().ShouldBe("none");
        options.GetProperty("timeout").GetInt32().ShouldBe(300_000);
        options.GetProperty("excludeCredentials").GetArrayLength().ShouldBe(0);
        options.GetProperty("pubKeyCredParams").EnumerateArray().Select(p => p.GetProperty("alg").GetInt32()).ShouldBe([-7, -8, -257]);
        var selection = options.GetProperty("authenticatorSelection");
        selection.GetProperty("residentKey").GetString().ShouldBe("required");
        selection.GetProperty("userVerification").GetString().ShouldBe("required");
        Base64Url.DecodeFromChars(options.GetProperty("challenge").GetString()).Length.ShouldBe(32);
        var handle = Base64Url.DecodeFromChars(options.GetProperty("user").GetProperty("id").GetString());
        handle.Length.ShouldBe(32);
        handle.AsSpan().IndexOf(person.UserId.ToByteArray()).ShouldBe(-1);
    }

    [Fact]
    public async Task The_handle_stays_the_challenge_does_not_and_known_passkeys_are_excluded()
    {
        var person = await product.VerifiedAsync();
        var device = new Authenticator();
        var first = (await person.BeginPasskeyAsync()).Ok().GetProperty("publicKey");
        (await person.AddPasskeyAsync(device)).Ok();
        var second = (await person.BeginPasskeyAsync()).Ok().GetProperty("publicKey");
        second.GetProperty("user").GetRawText().ShouldBe(first.GetProperty("user").GetRawText());
        second.GetProperty("challenge").GetString().ShouldNotBe(first.GetProperty("challenge").GetString());
        var known = second.GetProperty("excludeCredentials")[0];
        known.GetProperty("id").GetString().ShouldBe(Base64Url.EncodeToString(device.Id));
        known.GetProperty("transports").EnumerateArray().Select(t => t.GetString()).ShouldBe(["internal", "hybrid"]);
    }

    [Fact]
    public async Task At_twenty_there_is_no_more_room()
    {
        var person = await product.VerifiedAsync();
        var begun = (await person.BeginPasskeyAsync()).Ok();
        await product.Database.RunAsync(
            $"""
            insert into passkeys select gen_random_uuid(), '{person.UserId}', decode(md5(n::text || '{person.UserId}'), 'hex'), '', 0, gen_random_uuid(), array['usb'],
                false, false, 'P', 'active', now(), null from generate_series(1, 20) n
            """
        );
        (await person.BeginPasskeyAsync()).ShouldFail(409, "passkey_limit");
        var late = new
        {
            ceremonyToken = begun.GetProperty("ceremonyToken").GetString(),
            credential = new Authenticator().Create(begun.GetProperty("publicKey")),
        };
        (await person.PostAsync("auth/passkeys", late)).ShouldFail(409, "passkey_limit");
    }

    [Fact]
    public async Task Without_a_proven_address_there_is_none()
    {
        var person = await product.SignedUpAsync();
        (await person.BeginPasskeyAsync()).ShouldFail(403, "email_unverified");
    }
}
