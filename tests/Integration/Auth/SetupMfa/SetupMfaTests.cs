using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.SetupMfa;

public sealed class SetupMfaTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task It_shows_secret_address_picture_and_ten_backup_codes_and_changes_nothing_yet()
    {
        var person = await product.SignedUpAsync();
        var setup = (await person.PostAsync("auth/mfa/setup", null)).Ok();
        var secret = setup.GetProperty("secret").GetString()!;
        secret.Length.ShouldBe(32);
        setup.GetProperty("otpauthUri").GetString()!.ShouldStartWith("otpauth://totp/rupaya:");
        setup.GetProperty("otpauthUri").GetString()!.ShouldContain($"secret={secret}");
        setup.GetProperty("qrCode").GetString()!.ShouldStartWith("data:image/png;base64,iVBOR");
        setup.GetProperty("backupCodes").GetArrayLength().ShouldBe(10);
        (await person.SignInAsync()).Ok().TryGetProperty("accessToken", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_second_setup_makes_the_first_void()
    {
        var person = await product.SignedUpAsync();
        var first = (await person.PostAsync("auth/mfa/setup", null)).Ok().GetProperty("secret").GetString()!;
        var second = (await person.PostAsync("auth/mfa/setup", null)).Ok().GetProperty("secret").GetString()!;
        (await person.PostAsync("auth/mfa/verify", new { token = Security.SecondFactorTests.Code(first, 0) })).ShouldFail(
            401,
            "invalid_code"
        );
        (await person.PostAsync("auth/mfa/verify", new { token = Security.SecondFactorTests.Code(second, 0) })).Ok();
        (await person.PostAsync("auth/mfa/setup", null)).ShouldFail(409, "mfa_enabled");
    }

    [Fact]
    public async Task Without_a_session_there_is_none() =>
        (await product.Client().PostAsync("auth/mfa/setup", null)).ShouldFail(401, "invalid_token");
}
