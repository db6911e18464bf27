using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.RenamePasskey;

public sealed class RenamePasskeyTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_passkey_gets_another_name_from_its_owner_only()
    {
        var (asha, ravi) = (await product.VerifiedAsync(), await product.VerifiedAsync());
        var passkey = (await asha.AddPasskeyAsync(new Authenticator(), "Before")).Ok().GetProperty("passkeyId").GetGuid();
        (await ravi.PutAsync($"auth/passkeys/{passkey}", new { name = "Mine now" })).ShouldFail(404, "not_found");
        (await asha.PutAsync($"auth/passkeys/{passkey}", new { name = "After" })).Ok().GetProperty("name").GetString().ShouldBe("After");
        (await asha.GetAsync("auth/passkeys")).Ok()[0].GetProperty("name").GetString().ShouldBe("After");
    }

    [Fact]
    public async Task A_wrong_field_is_named()
    {
        var person = await product.VerifiedAsync();
        var passkey = (await person.AddPasskeyAsync(new Authenticator())).Ok().GetProperty("passkeyId").GetGuid();
        (await person.PutAsync($"auth/passkeys/{passkey}", new { name = new string('n', 61) })).Fields.ShouldBe(["name"]);
        (await person.PutAsync($"auth/passkeys/{passkey}", new { })).Fields.ShouldBe(["name"]);
    }
}
