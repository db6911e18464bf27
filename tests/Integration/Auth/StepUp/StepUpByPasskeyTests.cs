using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.StepUp;

/// <summary>A passkey as the proof before something grave.</summary>
public sealed class StepUpByPasskeyTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_passkey_is_both_factors_at_once()
    {
        var (person, device) = await WithPasskeyAsync();
        (await person.PostAsync("auth/mfa/enable", new { method = "passkey" })).Ok();
        await product.AgeAsync(person);
        (await person.BeginPasskeyAsync()).ShouldFail(403, "step_up_required");
        var offer = (await person.PostAsync("auth/step-up/options", null)).Ok();
        offer.GetProperty("methods").EnumerateArray().Select(m => m.GetString()).ShouldContain("passkey");
        offer.GetProperty("publicKey").GetProperty("userVerification").GetString().ShouldBe("required");
        var state = (await ProveAsync(person, device)).Ok();
        state.GetProperty("validUntil").GetString().ShouldNotBeNull();
        (await person.BeginPasskeyAsync()).Ok();
        (await product.AuditAsync(person.UserId)).ShouldContain("stepup");
    }

    [Fact]
    public async Task What_proves_less_is_refused_and_the_session_goes_on()
    {
        var (person, device) = await WithPasskeyAsync();
        var (other, theirs) = await WithPasskeyAsync();
        await product.AgeAsync(person);
        (await ProveAsync(person, device, a => a with { Flags = AuthenticatorAnswer.UserPresent })).ShouldFail(403, "invalid_credential");
        (await ProveAsync(person, device, a => a with { Origin = "https://evil.example" })).ShouldFail(403, "invalid_credential");
        var mine = await person.PostAsync("auth/step-up/options", null);
        var open = (await person.PostAsync("auth/passkeys/challenge", null)).Ok().GetProperty("publicKey");
        var challenge = mine["publicKey"].GetProperty("challenge").GetString()!;
        (await SendAsync(person, mine, theirs.Get(open, a => a with { Challenge = challenge }))).ShouldFail(403, "invalid_credential");
        (await SendAsync(person, mine, new { id = 1 })).ShouldFail(403, "invalid_credential");
        (await person.BeginPasskeyAsync()).ShouldFail(403, "step_up_required");
        (await person.GetAsync("accounts")).Ok();
        (await other.BeginPasskeyAsync()).Ok();
    }

    [Fact]
    public async Task A_ceremony_is_its_sessions_own_and_good_once()
    {
        var (person, device) = await WithPasskeyAsync();
        var laptop = person.Another("laptop");
        (await laptop.SignInAsync()).Ok();
        var begun = await person.PostAsync("auth/step-up/options", null);
        var credential = device.Get(begun["publicKey"]);
        (await SendAsync(laptop, begun, credential)).ShouldFail(403, "invalid_credential");
        (await SendAsync(person, begun, credential)).Ok();
        (await SendAsync(person, begun, credential)).ShouldFail(403, "invalid_credential");
    }

    private async Task<(Client Person, Authenticator Device)> WithPasskeyAsync()
    {
        var (person, device) = (await product.VerifiedAsync(), new Authenticator());
        (await person.AddPasskeyAsync(device)).Ok();
        return (person, device);
    }

    private static async Task<Reply> ProveAsync(
        Client person,
        Authenticator device,
        Func<AuthenticatorAnswer, AuthenticatorAnswer>? bend = null
    )
    {
        var begun = await person.PostAsync("auth/step-up/options", null);
        begun.Ok();
        return await SendAsync(person, begun, device.Get(begun["publicKey"], bend));
    }

    private static Task<Reply> SendAsync(Client person, Reply begun, object credential) =>
        person.PostAsync("auth/step-up", new { ceremonyToken = begun["ceremonyToken"].GetString(), credential });
}
