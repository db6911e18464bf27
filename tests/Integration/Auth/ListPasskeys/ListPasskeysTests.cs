using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.ListPasskeys;

public sealed class ListPasskeysTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Ones_own_are_listed_oldest_first_with_their_last_use()
    {
        var (asha, ravi) = (await product.VerifiedAsync(), await product.VerifiedAsync());
        const byte synced = AuthenticatorAnswer.UserPresent | AuthenticatorAnswer.UserVerified | AuthenticatorAnswer.BackupEligible;
        var device = new Authenticator(flags: synced);
        (await asha.AddPasskeyAsync(device, "First")).Ok();
        (await asha.AddPasskeyAsync(new Authenticator(), "Second")).Ok();
        (await ravi.AddPasskeyAsync(new Authenticator(), "Not hers")).Ok();
        (await asha.Another("new").SignInAsync(device, a => a with { Flags = (byte)(a.Flags | AuthenticatorAnswer.BackedUp) })).Ok();
        var passkeys = (await asha.GetAsync("auth/passkeys")).Ok().EnumerateArray().ToList();
        passkeys.Select(p => p.GetProperty("name").GetString()).ShouldBe(["First", "Second"]);
        passkeys[0].GetProperty("lastUsedAt").GetString().ShouldNotBeNull();
        passkeys[0].GetProperty("backupEligible").GetBoolean().ShouldBeTrue();
        passkeys[0].GetProperty("backedUp").GetBoolean().ShouldBeTrue();
        passkeys[1].GetProperty("backedUp").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task An_ended_session_sees_none()
    {
        var person = await product.VerifiedAsync();
        (await person.PostAsync("auth/signout", null)).Ok();
        (await person.GetAsync("auth/passkeys")).ShouldFail(401, "invalid_token");
        (await person.PostAsync("auth/passkeys/registration", null)).ShouldFail(401, "invalid_token");
    }
}
