using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Rupaya.Integration.Fixtures;

/// <summary>The product with providers, embedded; shared by the tests of a class. Several names are clients of one bent provider.</summary>
public class OidcProduct : IAsyncLifetime
{
    internal const string App = "https://app.rupaya.example/signed-in";

    internal BentProvider Bent { get; private set; } = null!;
    internal BentProvider Second { get; private set; } = null!;
    internal BentProvider Apple { get; private set; } = null!;
    internal OpenIddictProvider OpenIddict { get; private set; } = null!;
    internal Person AtOpenIddict { get; } = Person.New();
    internal Mailbox Mail { get; } = new();
    internal TestDatabase Database { get; private set; } = null!;
    internal TestHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (Bent, Second, Apple) = (await BentProvider.StartAsync(), await BentProvider.StartAsync(), await BentProvider.StartAsync());
        // Apple's document says nothing of how it checks a code, and Apple does not name itself in its answers.
        Apple.Discovery = document =>
        {
            document.Remove("code_challenge_methods_supported");
            document.Remove("authorization_response_iss_parameter_supported");
        };
        OpenIddict = await OpenIddictProvider.StartAsync(AtOpenIddict);
        Database = await TestDatabase.CreateAsync();
        Host = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Database.DisposeAsync();
        await Bent.DisposeAsync();
        await Second.DisposeAsync();
        await Apple.DisposeAsync();
        await OpenIddict.DisposeAsync();
        Mail.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected virtual Task<TestHost> StartAsync() => TestHost.StartAsync("all", Database.App, Settings());

    private protected virtual ValueTask StopAsync() => Host.DisposeAsync();

    internal Dictionary<string, string?> Settings()
    {
        using var apple = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Mail
            .Settings.And(Shared)
            .And(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Housekeeping:Seconds"] = "1" })
            .And(Provider("bent", Bent.Issuer))
            .And(Provider("second", Second.Issuer))
            .And(Provider("closed", Bent.Issuer, ("AllowSignup", "false")))
            .And(Provider("trusted", Bent.Issuer, ("TrustMfa", "true")))
            .And(Provider("loose", Bent.Issuer, ("RequireNonce", "false"), ("Audiences:0", "android"), ("Audiences:1", "ios")))
            .And(
                Provider(
                    "openiddict",
                    OpenIddict.Issuer,
                    ("ClientId", OpenIddictProvider.ClientId),
                    ("ClientSecret", OpenIddictProvider.ClientSecret)
                )
            )
            .And(
                Provider(
                    "apple",
                    Apple.Issuer,
                    ("ClientSecret", null),
                    ("Apple:TeamId", "TEAM"),
                    ("Apple:KeyId", "KEY"),
                    ("Apple:PrivateKey", apple.ExportPkcs8PrivateKeyPem())
                )
            );
    }

    internal static Dictionary<string, string?> Shared =>
        new(StringComparer.Ordinal)
        {
            ["Oidc:PublicUrl"] = "https://api.rupaya.example",
            ["Oidc:ReturnUrls:0"] = App,
            ["Oidc:ReturnUrls:1"] = "com.rupaya.app:/signed-in",
        };

    internal static Dictionary<string, string?> Provider(string name, string issuer, params (string Setting, string? Value)[] more)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [$"Oidc:Providers:{name}:Authority"] = issuer,
            [$"Oidc:Providers:{name}:ClientId"] = $"rupaya-{name}",
            [$"Oidc:Providers:{name}:ClientSecret"] = $"secret of {name}",
        };
        foreach (var (setting, value) in more)
        {
            settings[$"Oidc:Providers:{name}:{setting}"] = value;
        }
        // Null is for what is not set at all.
        settings.Where(s => s.Value is null).ToList().ForEach(s => settings.Remove(s.Key));
        return settings;
    }

    /// <summary>The events about a user, in order.</summary>
    internal Task<string[]> AuditAsync(Guid userId) =>
        Database.ScalarAsync<string[]>("select coalesce(array_agg(event order by n), '{}') from audit_log where subject_id = $1", userId);

    /// <summary>Somebody with a password whose address is verified.</summary>
    internal async Task<Client> VerifiedAsync(string? email = null)
    {
        var client = await Host.Client().SignUpAsync(email: email);
        await Database.RunAsync($"update users set email_verified = true where user_id = '{client.UserId}'");
        return client;
    }

    /// <summary>An app on a device that begins a flow; the browser has been nowhere yet.</summary>
    internal async Task<OidcFlow> StartAsync(string provider, Client? client = null, string purpose = "signin", string deviceId = "phone")
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var by = client ?? Host.Client();
        var started = await by.PostAsync(
            $"auth/oidc/{provider}/start",
            new
            {
                purpose,
                challenge = OidcFlow.HashOf(secret),
                returnTo = App,
                deviceId = purpose == "signin" ? deviceId : null,
            }
        );
        return new OidcFlow(provider, secret, started.Ok().GetProperty("authorizationUrl").GetString()!, by);
    }

    /// <summary>The whole way, up to the app's last request.</summary>
    internal async Task<Reply> SignInAsync(string provider, BentProvider at, Person person) =>
        await (await StartAsync(provider)).CompleteAsync(at, person);

    /// <summary>Somebody whose account a provider made.</summary>
    internal async Task<Client> SignedUpAsync(string provider, BentProvider at, Person person) =>
        Host.Client().Take(await SignInAsync(provider, at, person));
}

/// <summary>The same as operators run it in full: an API and a worker apart, with RabbitMQ and Redis.</summary>
public sealed class FullOidcProduct : OidcProduct
{
    private TestHost? _worker;

    private protected override async Task<TestHost> StartAsync()
    {
        var settings = Settings()
            .And(Fixtures.Settings.RabbitMq(await Servers.NewVirtualHostAsync()))
            .And(Fixtures.Settings.Redis(Servers.Redis));
        _worker = await TestHost.StartAsync("work", Database.App, settings);
        return await TestHost.StartAsync("serve", Database.App, settings);
    }

    private protected override async ValueTask StopAsync()
    {
        await base.StopAsync();
        await _worker!.DisposeAsync();
    }
}

/// <summary>A flow as the app and its browser see it.</summary>
internal sealed record OidcFlow(string Provider, string Secret, string Address, Client Client)
{
    public static string HashOf(string secret) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));

    /// <summary>The browser brings an answer to a provider's address.</summary>
    /// <returns>Status, and where it is sent; null for nowhere.</returns>
    public async Task<(int Status, string? To)> ReturnAsync(
        IReadOnlyDictionary<string, string?> answer,
        string? provider = null,
        bool posts = false
    )
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Client.Address };
        var path = $"/api/v1/auth/oidc/{provider ?? Provider}/callback";
        var given = answer.Where(p => p.Value is not null).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        using var form = new FormUrlEncodedContent(given!);
        using var response = posts
            ? await browser.PostAsync(new Uri(path, UriKind.Relative), form)
            : await browser.GetAsync(new Uri(QueryHelpers.AddQueryString(path, given), UriKind.Relative));
        response.Headers.CacheControl?.NoStore.ShouldBeTrue();
        response.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        return ((int)response.StatusCode, response.Headers.TryGetValues("Location", out var to) ? to.Single() : null);
    }

    /// <summary>The browser goes the right way; what it is sent back with.</summary>
    public async Task<string> FragmentAsync(BentProvider at, Person person)
    {
        var (status, to) = await ReturnAsync(at.SignIn(Address, person));
        status.ShouldBe((int)HttpStatusCode.SeeOther);
        to!.ShouldStartWith($"{OidcProduct.App}#");
        return to![(OidcProduct.App.Length + 1)..];
    }

    /// <summary>The same, and it must be a ticket.</summary>
    public async Task<string> TicketAsync(BentProvider at, Person person)
    {
        var fragment = await FragmentAsync(at, person);
        fragment.ShouldStartWith("ticket=");
        return fragment["ticket=".Length..];
    }

    public async Task<Reply> CompleteAsync(BentProvider at, Person person) => await CompleteAsync(await TicketAsync(at, person));

    public Task<Reply> CompleteAsync(string ticket, string? secret = null) =>
        Client.PostAsync("auth/oidc/complete", new { ticket, secret = secret ?? Secret });
}
