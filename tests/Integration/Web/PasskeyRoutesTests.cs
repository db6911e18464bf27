using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Web;

/// <summary>Where browsers and phones look who may use the domain's passkeys.</summary>
public sealed class PasskeyRoutesTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task What_is_not_set_is_not_there_but_for_the_origins()
    {
        var client = product.Client();
        var origins = (await client.GetAsync("/.well-known/webauthn")).Ok().GetProperty("origins");
        origins.EnumerateArray().Select(o => o.GetString()).ShouldBe(["http://localhost:8080"]);
        ((int)(await client.GetAsync("/.well-known/assetlinks.json")).Status).ShouldBe(404);
        ((int)(await client.GetAsync("/.well-known/apple-app-site-association")).Status).ShouldBe(404);
    }

    [Fact]
    public async Task Settings_say_which_pages_and_apps_may()
    {
        var settings = product.Mail.Settings.And(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Passkeys:RpId"] = "rupaya.example",
                ["Passkeys:Origins:0"] = "https://app.rupaya.example",
                ["Passkeys:Origins:1"] = "https://rupaya.example.org",
                ["Passkeys:AndroidKeyHashes:0"] = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
                ["Passkeys:AndroidPackage"] = "example.rupaya.app",
                ["Passkeys:AppleApps:0"] = "TEAM012345.example.rupaya",
            }
        );
        await using var host = await TestHost.StartAsync("all", product.Database.App, settings);
        var client = host.Client();
        var origins = (await client.GetAsync("/.well-known/webauthn")).Ok().GetProperty("origins");
        origins.EnumerateArray().Select(o => o.GetString()).ShouldBe(["https://app.rupaya.example", "https://rupaya.example.org"]);
        var links = await client.GetAsync("/.well-known/assetlinks.json");
        links.ContentType.ShouldBe("application/json");
        var target = links.Ok()[0].GetProperty("target");
        target.GetProperty("namespace").GetString().ShouldBe("android_app");
        target.GetProperty("package_name").GetString().ShouldBe("example.rupaya.app");
        target.GetProperty("sha256_cert_fingerprints")[0].GetString()!.ShouldStartWith("00:01:02:03:");
        var apple = (await client.GetAsync("/.well-known/apple-app-site-association")).Ok();
        apple.GetProperty("webcredentials").GetProperty("apps")[0].GetString().ShouldBe("TEAM012345.example.rupaya");
    }

    [Fact]
    public async Task An_app_signs_in_from_its_certificates_origin()
    {
        var settings = product.Mail.Settings.And(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Passkeys:AndroidKeyHashes:0"] = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
            }
        );
        await using var host = await TestHost.StartAsync("all", product.Database.App, settings);
        var person = await host.Client().SignUpAsync();
        await product.Database.RunAsync($"update users set email_verified = true where user_id = '{person.UserId}'");
        var phone = new Authenticator(origin: "android:apk-key-hash:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
        (await person.AddPasskeyAsync(phone)).Ok();
        (await person.SignInAsync(phone)).Ok();
        var stranger = new Func<AuthenticatorAnswer, AuthenticatorAnswer>(a =>
            a with
            {
                Origin = $"android:apk-key-hash:{new string('B', 43)}",
            }
        );
        (await person.SignInAsync(phone, stranger)).ShouldFail(401, "invalid_credential");
    }
}
