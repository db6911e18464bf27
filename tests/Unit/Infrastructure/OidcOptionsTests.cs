using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Rupaya.Infrastructure.Identity.Oidc;

namespace Rupaya.Unit.Infrastructure;

public sealed class OidcOptionsTests
{
    private static readonly Dictionary<string, string?> Valid = new(StringComparer.Ordinal)
    {
        ["PublicUrl"] = "https://api.example",
        ["ReturnUrls:0"] = "https://app.example/signed-in",
        ["ReturnUrls:1"] = "com.example.app:/signed-in",
        ["ReturnUrls:2"] = "http://localhost:5173/signed-in",
        ["Providers:google:Authority"] = "https://accounts.google.com",
        ["Providers:google:ClientId"] = "client",
        ["Providers:google:ClientSecret"] = "a very secret one",
    };

    [Fact]
    public void What_is_complete_is_valid_and_nothing_is_off() => Problems([]).ShouldBeEmpty();

    [Fact]
    public void Without_providers_nothing_is_asked_for() => new OidcOptions().Problems().ShouldBeEmpty();

    [Theory]
    [InlineData("PublicUrl", "", "Oidc:PublicUrl")]
    [InlineData("PublicUrl", "http://api.example", "Oidc:PublicUrl")]
    [InlineData("PublicUrl", "https://api.example/", "Oidc:PublicUrl")]
    [InlineData("PublicUrl", "https://api.example/base", "Oidc:PublicUrl")]
    [InlineData("ReturnUrls:0", "http://app.example/signed-in", "Oidc:ReturnUrls")]
    [InlineData("ReturnUrls:0", "https://app.example/signed-in#", "Oidc:ReturnUrls")]
    [InlineData("ReturnUrls:0", "https://app.example/signed-in?a=b", "Oidc:ReturnUrls")]
    [InlineData("ReturnUrls:0", "https://app.example@evil.example/", "Oidc:ReturnUrls")]
    [InlineData("ReturnUrls:0", "https://app.example/..;/evil", "Oidc:ReturnUrls")]
    [InlineData("ReturnUrls:0", "javascript:alert(1)", "Oidc:ReturnUrls")]
    [InlineData("ReturnUrls:0", "data:text/html,hello", "Oidc:ReturnUrls")]
    [InlineData("ReturnUrls:0", "myapp:/signed-in", "Oidc:ReturnUrls")]
    [InlineData("Providers:google:Authority", "", "Oidc:Providers:google:Authority")]
    [InlineData("Providers:google:Authority", "http://accounts.google.com", "Oidc:Providers:google:Authority")]
    [InlineData("Providers:google:Authority", "https://login.microsoftonline.com/{tenantid}/v2.0", "many tenants")]
    [InlineData("Providers:google:Authority", "https://login.microsoftonline.com/%7Btenantid%7D/v2.0", "many tenants")]
    [InlineData("Providers:google:Authority", "https://login.microsoftonline.com/common/v2.0", "many tenants")]
    [InlineData("Providers:google:Authority", "https://login.microsoftonline.com/Organizations/v2.0", "many tenants")]
    [InlineData("Providers:google:ClientId", "", "Oidc:Providers:google:ClientId")]
    [InlineData("Providers:google:ClientSecret", "", "Oidc:Providers:google:ClientSecret")]
    [InlineData("Providers:google:Audiences:0", " ", "Oidc:Providers:google:Audiences")]
    [InlineData("Providers:google:Apple:TeamId", "T", "both ClientSecret and Apple")]
    [InlineData("Providers:Big_Name:ClientId", "other", "small letters")]
    public void What_is_wrong_is_named_and_no_secret_with_it(string setting, string value, string named)
    {
        var problems = Problems(new(StringComparer.Ordinal) { [setting] = value });
        string.Join('\n', problems).ShouldContain(named);
        problems.ShouldAllBe(p => !p.Contains("very secret", StringComparison.Ordinal));
    }

    [Fact]
    public void I5_two_names_for_one_client_are_refused()
    {
        var twin = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Providers:twin:Authority"] = "https://accounts.google.com",
            ["Providers:twin:ClientId"] = "client",
            ["Providers:twin:ClientSecret"] = "another",
        };
        Problems(twin).ShouldHaveSingleItem().ShouldContain("one Authority and ClientId");
        twin["Providers:twin:ClientId"] = "another";
        Problems(twin).ShouldBeEmpty();
    }

    [Fact]
    public void Apples_key_must_be_one()
    {
        using var right = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var wrong = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Problems(Apple(right.ExportPkcs8PrivateKeyPem())).ShouldBeEmpty();
        Problems(Apple(right.ExportPkcs8PrivateKeyPem().Replace("\n", "\\n", StringComparison.Ordinal))).ShouldBeEmpty();
        Problems(Apple(wrong.ExportPkcs8PrivateKeyPem())).ShouldHaveSingleItem().ShouldContain("P-256");
        Problems(Apple("nonsense")).ShouldHaveSingleItem().ShouldContain("P-256");
        Problems(Apple("")).ShouldHaveSingleItem().ShouldContain("PrivateKey is not set");
    }

    private static Dictionary<string, string?> Apple(string key) =>
        new(StringComparer.Ordinal)
        {
            ["Providers:apple:Authority"] = "https://appleid.apple.com",
            ["Providers:apple:ClientId"] = "com.example.web",
            ["Providers:apple:Apple:TeamId"] = "TEAM",
            ["Providers:apple:Apple:KeyId"] = "KEY",
            ["Providers:apple:Apple:PrivateKey"] = key,
        };

    private static string[] Problems(Dictionary<string, string?> changed)
    {
        var settings = new Dictionary<string, string?>(Valid, StringComparer.Ordinal);
        foreach (var (name, value) in changed)
        {
            settings[name] = value;
        }
        var options = new ConfigurationBuilder()
            .AddInMemoryCollection(settings)
            .Build()
            .Get<OidcOptions>(binder => binder.BindNonPublicProperties = true)!;
        return options.Problems();
    }
}
