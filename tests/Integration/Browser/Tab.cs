using System.Text.Json;
using Microsoft.Playwright;

namespace Rupaya.Integration.Browser;

/// <summary>What a page was answered.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Body">JSON; undefined where there is none.</param>
internal sealed record PageReply(int Status, JsonElement Body)
{
    public JsonElement Ok() =>
        Status is >= 200 and < 300 ? Body : throw new InvalidOperationException($"A success was expected: {Status} {Body}");
}

/// <summary>The web app as a page in a browser: what it asks is asked by the page's own script.</summary>
internal sealed class Tab(IPage page, BrowserProduct product) : IAsyncDisposable
{
    private const string Fetch = """
        async ({ url, method, body, token, web }) => {
            const headers = { 'Content-Type': 'application/json' };
            if (token) headers.Authorization = `Bearer ${token}`;
            if (web) headers['X-Rupaya-Web'] = '1';
            const credentials = web || (body && body.session) ? 'include' : 'omit';
            const answer = await fetch(url, { method, headers, credentials, body: body ? JSON.stringify(body) : undefined });
            const text = await answer.text();
            return { status: answer.status, text };
        }
        """;

    // The secret stays with the page, as the app keeps it: only its hash leaves it before the ticket comes.
    private const string Challenge = """
        async () => {
            const text = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
            const secret = text(crypto.getRandomValues(new Uint8Array(32)));
            sessionStorage.setItem('secret', secret);
            return text(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret)));
        }
        """;

    private const string Create = """
        async options => {
            const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options));
            return JSON.stringify((await navigator.credentials.create({ publicKey })).toJSON());
        }
        """;

    private const string Get = """
        async options => {
            const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options));
            return JSON.stringify((await navigator.credentials.get({ publicKey })).toJSON());
        }
        """;

    public IPage Page => page;

    public Task<PageReply> PostAsync(string path, object? body, string? token = null) => SendAsync("POST", path, body, token);

    public Task<PageReply> DeleteAsync(string path, string token) => SendAsync("DELETE", path, null, token);

    public Task<PageReply> GetAsync(string path, string token) => SendAsync("GET", path, null, token);

    /// <summary>With the cookie of the browser's session.</summary>
    public Task<PageReply> WebAsync(string path) => SendAsync("POST", path, null, null, web: true);

    /// <summary>The whole way by a provider: the browser goes there and comes back, and the page gets the session.</summary>
    public async Task<PageReply> SignInAtAsync(string provider, string? session = null)
    {
        var challenge = await page.EvaluateAsync<string>(Challenge);
        var started = await PostAsync(
            $"auth/oidc/{provider}/start",
            new
            {
                challenge,
                returnTo = $"{product.App}/signed-in",
                deviceId = "browser",
                deviceName = "Chromium",
            }
        );
        await page.GotoAsync(started.Ok().GetProperty("authorizationUrl").GetString()!);
        await page.WaitForURLAsync(url => url.StartsWith($"{product.App}/signed-in#", StringComparison.Ordinal));
        var fragment = new Uri(page.Url).Fragment;
        fragment.ShouldStartWith("#ticket=");
        var secret = await page.EvaluateAsync<string>("() => sessionStorage.getItem('secret')");
        await page.EvaluateAsync("() => sessionStorage.clear()");
        return await PostAsync("auth/oidc/complete", Complete(fragment["#ticket=".Length..], secret, session));
    }

    /// <summary>An authenticator of the device, which says yes by itself.</summary>
    public async Task AddAuthenticatorAsync()
    {
        var devTools = await page.Context.NewCDPSessionAsync(page);
        await devTools.SendAsync("WebAuthn.enable");
        var options = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["protocol"] = "ctap2",
            ["transport"] = "internal",
            ["hasResidentKey"] = true,
            ["hasUserVerification"] = true,
            ["isUserVerified"] = true,
            ["automaticPresenceSimulation"] = true,
        };
        await devTools.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new Dictionary<string, object>(StringComparer.Ordinal) { ["options"] = options }
        );
    }

    public async Task<PageReply> AddPasskeyAsync(string token)
    {
        var begun = (await PostAsync("auth/passkeys/registration", null, token)).Ok();
        var credential = await page.EvaluateAsync<string>(Create, begun.GetProperty("publicKey").GetRawText());
        var ceremonyToken = begun.GetProperty("ceremonyToken").GetString();
        return await PostAsync(
            "auth/passkeys",
            new
            {
                ceremonyToken,
                name = "Chromium",
                credential = JsonElement.Parse(credential),
            },
            token
        );
    }

    public async Task<PageReply> SignInByPasskeyAsync(string? session = null)
    {
        var begun = (await PostAsync("auth/passkeys/challenge", null)).Ok();
        var credential = JsonElement.Parse(await page.EvaluateAsync<string>(Get, begun.GetProperty("publicKey").GetRawText()));
        var ceremonyToken = begun.GetProperty("ceremonyToken").GetString();
        const string DeviceId = "browser";
        return session is null
            ? await PostAsync(
                "auth/passkeys/signin",
                new
                {
                    ceremonyToken,
                    credential,
                    deviceId = DeviceId,
                }
            )
            : await PostAsync(
                "auth/passkeys/signin",
                new
                {
                    ceremonyToken,
                    credential,
                    deviceId = DeviceId,
                    session,
                }
            );
    }

    /// <summary>What scripts of the page can read and a thief among them would take.</summary>
    public Task<string> ReadableAsync() =>
        page.EvaluateAsync<string>(
            "() => JSON.stringify([document.cookie, Object.entries(localStorage), Object.entries(sessionStorage), document.documentElement.outerHTML])"
        );

    /// <summary>The session's cookie, as the browser keeps it.</summary>
    public async Task<BrowserContextCookiesResult?> CookieAsync() =>
        (await page.Context.CookiesAsync()).SingleOrDefault(c => c.Name == "__Secure-rupaya");

    public async ValueTask DisposeAsync() => await page.Context.DisposeAsync();

    private static object Complete(string ticket, string secret, string? session) =>
        session is null
            ? new { ticket, secret }
            : new
            {
                ticket,
                secret,
                session,
            };

    private async Task<PageReply> SendAsync(string method, string path, object? body, string? token, bool web = false)
    {
        var asked = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["url"] = $"{product.Api}/api/v1/{path}",
            ["method"] = method,
            ["token"] = token,
            ["web"] = web,
        };
        // As text: Playwright knows no JsonElement.
        var script = $"async asked => ({Fetch})({{ ...asked, body: asked.body ? JSON.parse(asked.body) : null }})";
        asked["body"] = body is null ? null : JsonSerializer.Serialize(body);
        var answer = await page.EvaluateAsync<JsonElement>(script, asked);
        var text = answer.GetProperty("text").GetString()!;
        return new PageReply(answer.GetProperty("status").GetInt32(), text.Length == 0 ? default : JsonElement.Parse(text));
    }
}
