using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.AddPasskey;

public sealed class AddPasskeyTests(Product product) : IClassFixture<Product>
{
    [Theory]
    [InlineData(PasskeyAlgorithm.Es256)]
    [InlineData(PasskeyAlgorithm.EdDsa)]
    [InlineData(PasskeyAlgorithm.Rs256)]
    public async Task A_passkey_of_each_kind_is_kept_told_of_and_opens_a_session(PasskeyAlgorithm algorithm)
    {
        var person = await product.VerifiedAsync();
        var device = new Authenticator(algorithm);
        var reply = await person.AddPasskeyAsync(device, "My phone");
        ((int)reply.Status).ShouldBe(201, reply.Text);
        reply.Headers.Location!.ToString().ShouldBe($"/api/v1/auth/passkeys/{reply["passkeyId"].GetGuid()}");
        reply["name"].GetString().ShouldBe("My phone");
        reply["provider"].GetString().ShouldBe("Bitwarden");
        reply["state"].GetString().ShouldBe("active");
        reply["lastUsedAt"].ValueKind.ShouldBe(JsonValueKind.Null);
        reply["transports"].EnumerateArray().Select(t => t.GetString()).ShouldBe(["internal", "hybrid"]);
        (await product.Mail.WaitAsync(person.Email, "A passkey was added")).ShouldContain("My phone");
        (await product.AuditAsync(person.UserId)).ShouldContain("passkey.added");
        (await person.Another("new").SignInAsync(device)).Ok().GetProperty("userId").GetGuid().ShouldBe(person.UserId);
        (await person.GetAsync("user/profile")).Ok().GetProperty("mfaEnabled").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_name_it_is_called_what_it_says_it_is()
    {
        var person = await product.VerifiedAsync();
        (await person.AddPasskeyAsync(new Authenticator())).Ok().GetProperty("name").GetString().ShouldBe("Bitwarden");
        var unknown = (await person.AddPasskeyAsync(new Authenticator { Aaguid = Guid.Empty })).Ok();
        unknown.GetProperty("name").GetString().ShouldBe("Passkey");
        unknown.GetProperty("provider").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task What_is_no_credential_is_named_by_its_fields()
    {
        var person = await product.VerifiedAsync();
        (await person.PostAsync("auth/passkeys", new { })).Fields.ShouldBe(["ceremonyToken", "credential"], ignoreOrder: true);
        var shapeless = new
        {
            ceremonyToken = "x",
            name = new string('n', 61),
            credential = new
            {
                id = "x",
                type = "password",
                response = new { transports = new[] { "NFC" } },
            },
        };
        (await person.PostAsync("auth/passkeys", shapeless)).Fields.ShouldBe(
            [
                "name",
                "credential.type",
                "credential.response.clientDataJSON",
                "credential.response.attestationObject",
                "credential.response.transports",
            ],
            ignoreOrder: true
        );
        var noBase64 = new
        {
            ceremonyToken = "x",
            credential = new
            {
                id = "!",
                type = "public-key",
                response = new { clientDataJSON = "!", attestationObject = "!" },
            },
        };
        (await person.PostAsync("auth/passkeys", noBase64)).ShouldFail(400, "invalid_credential");
    }

    [Fact]
    public async Task The_same_passkey_is_not_kept_twice()
    {
        var (asha, ravi) = (await product.VerifiedAsync(), await product.VerifiedAsync());
        var device = new Authenticator();
        (await asha.AddPasskeyAsync(device)).Ok();
        var id = device.Id;
        (await asha.AddPasskeyAsync(new Authenticator(), bend: a => a with { Id = id })).ShouldFail(409, "passkey_exists");
        (await ravi.AddPasskeyAsync(new Authenticator(), bend: a => a with { Id = id })).ShouldFail(409, "passkey_exists");
        (await ravi.GetAsync("auth/passkeys")).Ok().GetArrayLength().ShouldBe(0);
    }
}
