using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Browser;

/// <summary>
/// The product on one origin, the web app's pages on another one of the same site, providers elsewhere, and a browser. Shared by the tests of a class.
/// </summary>
public sealed class BrowserProduct : IAsyncLifetime
{
    private readonly WebApplication _app = Loopback.App();

    internal Chromium Chromium { get; private set; } = null!;
    internal OpenIddictProvider Google { get; private set; } = null!;
    internal BentProvider Apple { get; private set; } = null!;
    internal BentProvider Cognito { get; private set; } = null!;
    internal Person AtGoogle { get; } = Person.New();
    internal TestDatabase Database { get; private set; } = null!;
    internal TestHost Host { get; private set; } = null!;

    /// <summary>Where the web app's pages come from.</summary>
    internal string App { get; private set; } = "";

    /// <summary>Where browsers find the API: by name, as passkeys need it.</summary>
    internal string Api { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _app.MapGet("/{**path}", () => Results.Text("<!doctype html><title>App</title>", "text/html"));
        await _app.StartAsync();
        App = ByName(_app);
        Chromium = await Chromium.StartAsync();
        Google = await OpenIddictProvider.StartAsync(AtGoogle);
        (Apple, Cognito) = (await BentProvider.StartAsync(), await BentProvider.StartAsync());
        Database = await TestDatabase.CreateAsync();
        var port = Loopback.FreePort();
        Api = $"http://localhost:{port}";
        Host = await TestHost.StartAsync("all", Database.App, Settings(port));
    }

    public async ValueTask DisposeAsync()
    {
        await Chromium.DisposeAsync();
        await Host.DisposeAsync();
        await Database.DisposeAsync();
        await Google.DisposeAsync();
        await Apple.DisposeAsync();
        await Cognito.DisposeAsync();
        await _app.DisposeAsync();
    }

    /// <summary>The web app in a browser that was never there before.</summary>
    internal async Task<Tab> OpenAsync()
    {
        var page = await Chromium.PageAsync();
        await page.GotoAsync(App);
        return new Tab(page, this);
    }

    /// <summary>What a site of somebody else, or another port or name of ours, shows.</summary>
    internal static string ByName(WebApplication app) => app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    private Dictionary<string, string?> Settings(int port)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["urls"] = $"http://127.0.0.1:{port}",
            ["Web:Origins:0"] = App,
            ["Passkeys:Origins:0"] = App,
            ["Oidc:PublicUrl"] = Api,
            ["Oidc:ReturnUrls:0"] = $"{App}/signed-in",
        }
            .And(
                OidcProduct.Provider(
                    "google",
                    Google.Issuer,
                    ("ClientId", OpenIddictProvider.ClientId),
                    ("ClientSecret", OpenIddictProvider.ClientSecret)
                )
            )
            .And(
                OidcProduct.Provider(
                    "apple",
                    Apple.Issuer,
                    ("ClientSecret", null),
                    ("Apple:TeamId", "TEAM"),
                    ("Apple:KeyId", "KEY"),
                    ("Apple:PrivateKey", key.ExportPkcs8PrivateKeyPem())
                )
            )
            .And(OidcProduct.Provider("cognito", Cognito.Issuer));
    }
}
