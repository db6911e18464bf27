using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.SigninPasskey;

/// <summary>What the attacks (PasskeyTests) do not ask.</summary>
public sealed class SigninPasskeyTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task It_opens_a_session_of_its_owner_and_tells_of_a_new_device()
    {
        var person = await product.VerifiedAsync();
        var device = new Authenticator();
        (await person.AddPasskeyAsync(device)).Ok();
        var laptop = person.Another("laptop");
        var reply = await laptop.SignInAsync(device);
        reply["user"].GetProperty("email").GetString().ShouldBe(person.Email);
        (await laptop.GetAsync("accounts")).Ok();
        (await laptop.RefreshAsync()).Ok();
        await product.Mail.WaitAsync(person.Email, "New sign-in");
        (
            await product.Database.ScalarAsync<string>(
                "select data from audit_log where subject_id = $1 and event = 'signin.succeeded' order by n desc limit 1",
                person.UserId
            )
        ).ShouldContain("\"factor\":\"passkey\"");
    }

    [Fact]
    public async Task A_banned_owner_is_refused_and_a_requested_erasure_is_cancelled()
    {
        var person = await product.VerifiedAsync();
        var device = new Authenticator();
        (await person.AddPasskeyAsync(device)).Ok();
        ((int)(await person.DeleteAsync("user/account", new { password = Client.Password })).Status).ShouldBe(202);
        (await person.SignInAsync(device)).Ok();
        (await product.Database.ScalarAsync<bool>("select erase_at is null from users where user_id = $1", person.UserId)).ShouldBeTrue();
        (await (await product.AdminAsync()).PostAsync($"admin/users/{person.UserId}/ban", new { reason = "test" })).Ok();
        (await person.SignInAsync(device)).ShouldFail(403, "account_banned");
    }

    [Fact]
    public async Task A_wrong_field_is_named() =>
        (await product.Client().PostAsync("auth/passkeys/signin", new { })).Fields.ShouldBe(
            ["ceremonyToken", "credential", "deviceId"],
            ignoreOrder: true
        );

    [Fact]
    public async Task A_wrong_password_elsewhere_does_not_lock_a_passkey_out()
    {
        var person = await product.VerifiedAsync();
        var device = new Authenticator();
        (await person.AddPasskeyAsync(device)).Ok();
        for (var i = 0; i < 5; i++)
        {
            (await person.SignInAsync("WrongPass123!")).ShouldFail(401, "invalid_credentials");
        }
        (await person.SignInAsync()).ShouldFail(423, "account_locked");
        (await person.SignInAsync(device)).Ok();
    }
}
