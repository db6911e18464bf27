using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.ChallengePasskey;

public sealed class ChallengePasskeyTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task It_is_the_same_for_everybody_but_for_the_challenge()
    {
        var person = await product.VerifiedAsync();
        (await person.AddPasskeyAsync(new Authenticator())).Ok();
        var known = (await person.PostAsync("auth/passkeys/challenge", null)).Ok().GetProperty("publicKey");
        var nobody = (await product.Client().PostAsync("auth/passkeys/challenge", null)).Ok().GetProperty("publicKey");
        foreach (var options in new[] { known, nobody })
        {
            options.GetProperty("rpId").GetString().ShouldBe("localhost");
            options.GetProperty("userVerification").GetString().ShouldBe("required");
            options.GetProperty("allowCredentials").GetArrayLength().ShouldBe(0);
        }
        known.GetProperty("challenge").GetString().ShouldNotBe(nobody.GetProperty("challenge").GetString());
    }
}
