using Rupaya.Integration.Fixtures;
using Rupaya.Integration.Security;

namespace Rupaya.Integration.Auth.StepUpOptions;

public sealed class StepUpOptionsTests(Product product) : IClassFixture<Product>
{
    private static async Task<string?[]> MethodsAsync(Client client) =>
        [.. (await client.PostAsync("auth/step-up/options", null)).Ok().GetProperty("methods").EnumerateArray().Select(m => m.GetString())];

    [Fact]
    public async Task It_names_what_the_user_has()
    {
        var person = await product.SignedUpAsync();
        (await MethodsAsync(person)).ShouldBe(["password"]);
        var secret = (await person.PostAsync("auth/mfa/setup", null)).Ok().GetProperty("secret").GetString()!;
        (await MethodsAsync(person)).ShouldBe(["password"]);
        (await person.PostAsync("auth/mfa/verify", new { token = SecondFactorTests.Code(secret, 0) })).Ok();
        (await MethodsAsync(person)).ShouldBe(["backup_code", "password", "totp"]);
        await product.Database.RunAsync($"update mfa_backup_codes set used_at = now() where user_id = '{person.UserId}'");
        (await MethodsAsync(person)).ShouldBe(["password", "totp"]);
    }

    [Fact]
    public async Task Somebody_without_a_password_has_none_to_show()
    {
        var person = await product.SignedUpAsync();
        await product.Database.RunAsync($"update users set password_hash = null where user_id = '{person.UserId}'");
        (await MethodsAsync(person)).ShouldBeEmpty();
        (await person.PostAsync("auth/step-up", new { password = Client.Password })).ShouldFail(403, "wrong_password");
        (await product.Client().SignInAsync(email: person.Email)).ShouldFail(401, "invalid_credentials");
        // A fresh session of theirs is a proof: they set their first password, and may leave without one.
        ((int)(await person.PostAsync("auth/change-password", new { newPassword = "SecurePass456!" })).Status).ShouldBe(204);
        (await product.Client().SignInAsync("SecurePass456!", person.Email)).Ok();
    }

    [Fact]
    public async Task Nobody_is_asked_nothing() =>
        (await product.Client().PostAsync("auth/step-up/options", null)).ShouldFail(401, "invalid_token");
}
