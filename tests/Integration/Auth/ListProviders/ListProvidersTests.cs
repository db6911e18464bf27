using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.ListProviders;

public sealed class ListProvidersTests(OidcProduct product) : IClassFixture<OidcProduct>
{
    [Fact]
    public async Task They_are_told_by_name_and_nothing_secret_with_them()
    {
        var reply = await product.Host.Client().GetAsync("auth/oidc/providers");
        var providers = reply.Ok().EnumerateArray().ToList();
        providers
            .ConvertAll(p => p.GetProperty("name").GetString())
            .ShouldBe(["apple", "bent", "closed", "loose", "openiddict", "second", "trusted"]);
        providers[0].GetProperty("kind").GetString().ShouldBe("apple");
        providers[1].GetProperty("kind").GetString().ShouldBe("other");
        providers[1].GetProperty("displayName").GetString().ShouldBe("Bent");
        reply.Text.ShouldNotContain("secret");
        reply.Text.ShouldNotContain("rupaya-");
    }
}
