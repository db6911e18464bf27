using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.RevivePasskey;

public sealed class RevivePasskeyTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_suspended_passkey_works_again_when_its_owner_says_so()
    {
        var (asha, ravi) = (await product.VerifiedAsync(), await product.VerifiedAsync());
        var device = new Authenticator { Counter = 7 };
        var passkey = (await asha.AddPasskeyAsync(device)).Ok().GetProperty("passkeyId").GetGuid();
        var other = asha.Another("other");
        (await other.SignInAsync(device, a => a with { Counter = 3 })).ShouldFail(401, "invalid_credential");
        (await other.SignInAsync(device)).ShouldFail(401, "invalid_credential");
        (await asha.GetAsync("auth/passkeys")).Ok()[0].GetProperty("state").GetString().ShouldBe("suspended");
        (await ravi.PostAsync($"auth/passkeys/{passkey}/revive", null)).ShouldFail(404, "not_found");
        (await asha.PostAsync($"auth/passkeys/{passkey}/revive", null)).Ok().GetProperty("state").GetString().ShouldBe("active");
        (await asha.PostAsync($"auth/passkeys/{passkey}/revive", null)).Ok();
        (await other.SignInAsync(device)).Ok();
        (await product.AuditAsync(asha.UserId)).Count(e => e == "passkey.revived").ShouldBe(1);
    }
}
