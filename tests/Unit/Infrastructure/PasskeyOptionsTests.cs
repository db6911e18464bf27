using Rupaya.Infrastructure.Identity.Passkeys;

namespace Rupaya.Unit.Infrastructure;

public sealed class PasskeyOptionsTests
{
    private const string Hash = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    [Fact]
    public void What_is_not_set_is_for_this_machine()
    {
        var options = new PasskeyOptions();
        options.Problems().ShouldBeEmpty();
        options.AllOrigins.ShouldBe(["http://localhost:8080"]);
    }

    [Fact]
    public void A_domain_alone_is_its_own_origin() =>
        new PasskeyOptions { RpId = "rupaya.example" }.AllOrigins.ShouldBe(["https://rupaya.example"]);

    [Fact]
    public void An_apps_certificate_is_an_origin_and_a_fingerprint()
    {
        var options = new PasskeyOptions { AndroidKeyHashes = [Hash], AndroidPackage = "example.rupaya" };
        options.Problems().ShouldBeEmpty();
        options.AllOrigins.ShouldContain($"android:apk-key-hash:{Hash}");
        options.WebOrigins.ShouldBe(["http://localhost:8080"]);
        options.AndroidFingerprints.ShouldBe([
            "00:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E:0F:10:11:12:13:14:15:16:17:18:19:1A:1B:1C:1D:1E:1F",
        ]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("example")]
    [InlineData("Rupaya.example")]
    [InlineData("rupaya.example.")]
    [InlineData("https://rupaya.example")]
    [InlineData("rupaya.example:443")]
    public void What_is_no_domain_is_told(string domain) =>
        new PasskeyOptions { RpId = domain }
            .Problems()
            .ShouldHaveSingleItem()
            .ShouldStartWith("Passkeys:RpId");

    [Theory]
    [InlineData("http://app.rupaya.example")]
    [InlineData("https://app.rupaya.example/")]
    [InlineData("https://app.rupaya.example/app")]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("app.rupaya.example")]
    [InlineData("*")]
    public void What_is_no_origin_is_told(string origin) =>
        new PasskeyOptions { Origins = [origin] }
            .Problems()
            .ShouldHaveSingleItem()
            .ShouldStartWith("Passkeys:Origins");

    [Fact]
    public void An_app_without_its_certificate_is_told()
    {
        new PasskeyOptions { AndroidPackage = "example.rupaya" }
            .Problems()
            .ShouldHaveSingleItem()
            .ShouldStartWith("Passkeys:AndroidPackage");
        new PasskeyOptions { AndroidKeyHashes = ["too-short"] }
            .Problems()
            .ShouldHaveSingleItem()
            .ShouldStartWith("Passkeys:AndroidKeyHashes");
    }

    [Fact]
    public void A_provider_is_known_by_its_model()
    {
        PasskeyProviders.NameOf(new Guid("fbfc3007-154e-4ecc-8c0b-6e020557d7bd")).ShouldBe("Apple Passwords");
        PasskeyProviders.NameOf(Guid.Empty).ShouldBeNull();
    }
}
