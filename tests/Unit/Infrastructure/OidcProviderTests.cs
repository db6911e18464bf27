using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Rupaya.Infrastructure.Identity.Oidc;

namespace Rupaya.Unit.Infrastructure;

public sealed class OidcProviderTests
{
    private const string Google = "https://accounts.google.com";
    private const string Cognito = "https://cognito-idp.ap-south-1.amazonaws.com/ap-south-1_Example";

    [Theory]
    [InlineData(Google, "google")]
    [InlineData("https://appleid.apple.com", "apple")]
    [InlineData(Cognito, "cognito")]
    [InlineData("https://id.example/realms/main", "keycloak")]
    [InlineData("https://accounts.google.com.evil.example", "other")]
    [InlineData("https://id.example/", "other")]
    public void What_kind_it_is_follows_from_its_issuer(string authority, string kind) => Provider(authority).Kind.ShouldBe(kind);

    [Theory]
    [InlineData(Google, false, "")]
    [InlineData(Google, false, "plain")]
    [InlineData(Google, true, "plain S256")]
    [InlineData(Cognito, true, "")]
    [InlineData(Cognito, false, "plain")]
    [InlineData("https://id.example/", false, "")]
    public void I11_one_that_does_not_check_S256_is_refused(string authority, bool isTaken, string methods)
    {
        var configuration = new OpenIdConnectConfiguration();
        foreach (var method in methods.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            configuration.CodeChallengeMethodsSupported.Add(method);
        }
        Provider(authority).HasPkce(configuration).ShouldBe(isTaken);
    }

    [Theory]
    [InlineData(true, "otp", true)]
    [InlineData(true, "sms", false)]
    [InlineData(true, "MFA", false)]
    [InlineData(false, "mfa", false)]
    public void A_second_factor_counts_where_the_operator_trusts_it_and_the_token_names_one(bool trusts, string amr, bool counts)
    {
        var identity = new ProviderIdentity("it", Google, "subject", null, null, ["pwd", amr]);
        Provider(Google, trusts).MethodsOf(identity).ShouldBe(counts ? ["oidc:it", "mfa"] : ["oidc:it"]);
    }

    private static OidcProvider Provider(string authority, bool trustsMfa = false)
    {
        var options = new OidcOptions { PublicUrl = "https://api.example" };
        options.Providers["it"] = new OidcProviderOptions
        {
            Authority = authority,
            ClientId = "client",
            TrustMfa = trustsMfa,
        };
        using var providers = new OidcProviders(Options.Create(options), TimeProvider.System, NullLogger<ProviderMetadata>.Instance);
        return providers.Find("it")!;
    }
}
