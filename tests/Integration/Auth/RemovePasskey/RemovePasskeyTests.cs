using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.RemovePasskey;

/// <summary>What I20 (PasskeyTests) does not ask.</summary>
public sealed class RemovePasskeyTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_removed_passkey_opens_nothing_and_its_owner_is_told()
    {
        var (asha, ravi) = (await product.VerifiedAsync(), await product.VerifiedAsync());
        var device = new Authenticator();
        var passkey = (await asha.AddPasskeyAsync(device)).Ok().GetProperty("passkeyId").GetGuid();
        (await ravi.DeleteAsync($"auth/passkeys/{passkey}")).ShouldFail(404, "not_found");
        ((int)(await asha.DeleteAsync($"auth/passkeys/{passkey}")).Status).ShouldBe(204);
        (await asha.DeleteAsync($"auth/passkeys/{passkey}")).ShouldFail(404, "not_found");
        (await asha.Another("other").SignInAsync(device)).ShouldFail(401, "unknown_passkey");
        await product.Mail.WaitAsync(asha.Email, "A passkey was removed");
        (await product.AuditAsync(asha.UserId)).ShouldContain("passkey.removed");
    }
}
