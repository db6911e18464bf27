using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.Signout;

public sealed class SignoutTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task This_sessions_tokens_are_dead_at_once_and_other_devices_go_on()
    {
        var phone = await product.SignedUpAsync();
        var laptop = phone.Another("laptop");
        (await laptop.SignInAsync()).Ok();
        ((int)(await phone.PostAsync("auth/signout", null)).Status).ShouldBe(204);
        (await phone.GetAsync("user/profile")).ShouldFail(401, "invalid_token");
        (await phone.OpenSomethingAsync()).ShouldFail(401, "invalid_token");
        (await phone.RefreshAsync()).ShouldFail(401, "invalid_token");
        (await phone.PostAsync("auth/signout", null)).ShouldFail(401, "invalid_token");
        (await laptop.GetAsync("user/profile")).Ok();
        (await product.AuditAsync(phone.UserId)).ShouldContain("signed_out");
    }

    [Fact]
    public async Task Without_a_token_nothing_ends() =>
        (await product.Client().PostAsync("auth/signout", null)).ShouldFail(401, "invalid_token");
}

internal static class Writing
{
    public static Task<Reply> OpenSomethingAsync(this Client client) => client.PostAsync("accounts", new { name = "A", type = "cash" });
}
