using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.User.GetProfile;

public sealed class GetProfileTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task The_caller_sees_themselves()
    {
        var client = await product.SignedUpAsync("EUR", "Europe/Zurich");
        var profile = (await client.GetAsync("user/profile")).Ok();
        profile.GetProperty("id").GetGuid().ShouldBe(client.UserId);
        profile.GetProperty("currency").GetString().ShouldBe("EUR");
        profile.TryGetProperty("passwordHash", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_token_or_with_a_forged_one_nobody_is_there()
    {
        var client = product.Client();
        (await client.GetAsync("user/profile")).ShouldFail(401, "invalid_token");
        client.Token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.";
        (await client.GetAsync("user/profile")).ShouldFail(401, "invalid_token");
    }
}
