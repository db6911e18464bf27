using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.DisableMfa;

/// <summary>What S8 (SecondFactorTests) does not ask.</summary>
public sealed class DisableMfaTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task What_is_not_on_cannot_be_switched_off()
    {
        var person = await product.SignedUpAsync();
        (await person.PostAsync("auth/mfa/disable", new { password = Client.Password, token = "123456" })).ShouldFail(
            409,
            "mfa_not_set_up"
        );
        (await person.PostAsync("auth/mfa/disable", new { })).Fields.ShouldBe(["password", "token"], ignoreOrder: true);
    }

    [Fact]
    public async Task Switching_off_ends_other_sessions_and_is_told()
    {
        var person = await product.SignedUpAsync();
        var setup = (await person.PostAsync("auth/mfa/setup", null)).Ok();
        var code = Security.SecondFactorTests.Code(setup.GetProperty("secret").GetString()!, 0);
        (await person.PostAsync("auth/mfa/verify", new { token = code })).Ok();
        var laptop = person.Another("laptop");
        var mfaToken = (await laptop.SignInAsync()).Ok().GetProperty("mfaToken").GetString();
        var codes = setup.GetProperty("backupCodes");
        laptop.Take(await laptop.PostAsync("auth/mfa/verify", new { token = codes[0].GetString(), mfaToken }));
        (await person.PostAsync("auth/mfa/disable", new { password = Client.Password, token = codes[1].GetString() })).Ok();
        (await laptop.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await person.GetAsync("accounts")).Ok();
        await product.Mail.WaitAsync(person.Email, "Two-step sign-in is off");
    }
}
