using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace Rupaya.Integration.Fixtures;

/// <summary>Somebody who has an account with a provider.</summary>
internal sealed record Person(string Subject, string? Email = null, object? Verified = null)
{
    public static Person New(string? email = null) =>
        new($"sub-{Guid.CreateVersion7():N}", email ?? $"person-{Guid.CreateVersion7():N}@rupaya.example", true);
}

/// <summary>An OpenID provider on loopback that does what is right, and signs what it is told to.</summary>
internal sealed class BentProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (Dictionary<string, string> Asked, Person Person)> _codes = new(StringComparer.Ordinal);

    private BentProvider(int port)
    {
        _app = Loopback.App(port);
        _app.MapGet("/.well-known/openid-configuration", (HttpContext c) => Answer(c, Document()));
        _app.MapGet("/jwks", (HttpContext c) => Answer(c, new JsonObject { ["keys"] = new JsonArray(Jwk(Key, Kid)) }));
        _app.MapPost("/token", TokenAsync);
        _app.MapGet("/authorize", Authorize);
    }

    public string Issuer => _app.Urls.First();

    public RSA Key { get; set; } = RSA.Create(2048);

    public string Kid { get; set; } = "bent-1";

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Changes what it says of itself.</summary>
    public Action<JsonObject>? Discovery { get; set; }

    /// <summary>Changes a token before it is signed.</summary>
    public Action<BentToken>? Bend { get; set; }

    /// <summary>Who is signed in already when a browser comes to its page.</summary>
    public Person? Visitor { get; set; }

    /// <summary>How often a browser was sent on with a form.</summary>
    public int Posted { get; private set; }

    /// <summary>Answers everything instead, where it returns true.</summary>
    public Func<HttpContext, Task<bool>>? Instead { get; set; }

    /// <summary>Requests by path.</summary>
    public ConcurrentDictionary<string, int> Requests { get; } = new(StringComparer.Ordinal);

    /// <summary>The form that last came to the token endpoint.</summary>
    public IReadOnlyDictionary<string, string> Redeemed { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public int TokenRequests => Requests.GetValueOrDefault("/token");

    public static async Task<BentProvider> StartAsync(int port = 0)
    {
        var provider = new BentProvider(port);
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>Somebody signs in at the address that Rupaya sent them to.</summary>
    /// <returns>What the browser brings back: code, state and iss.</returns>
    public Dictionary<string, string?> SignIn(string authorizationUrl, Person person)
    {
        var asked = QueryHelpers.ParseQuery(new Uri(authorizationUrl).Query).ToDictionary(p => p.Key, p => p.Value.ToString());
        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        _codes[code] = (asked, person);
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["code"] = code,
            ["state"] = asked["state"],
            ["iss"] = Issuer,
        };
    }

    /// <summary>A token as an SDK gets one.</summary>
    public string TokenFor(Person person, string audience, string? nonce, Action<BentToken>? bend = null)
    {
        var token = New(person, audience, nonce, accessToken: null);
        bend?.Invoke(token);
        return token.Text();
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    public static JsonObject Jwk(RSA key, string kid)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = kid,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
        };
    }

    private JsonObject Document()
    {
        var document = new JsonObject
        {
            ["issuer"] = Issuer,
            ["authorization_endpoint"] = $"{Issuer}/authorize",
            ["token_endpoint"] = $"{Issuer}/token",
            ["jwks_uri"] = $"{Issuer}/jwks",
            ["code_challenge_methods_supported"] = new JsonArray("S256"),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post"),
            ["authorization_response_iss_parameter_supported"] = true,
        };
        Discovery?.Invoke(document);
        return document;
    }

    private async Task Answer(HttpContext context, JsonObject document)
    {
        Requests.AddOrUpdate(context.Request.Path, 1, (_, n) => n + 1);
        if (Instead is null || !await Instead(context))
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(document.ToJsonString());
        }
    }

    /// <summary>Sends a browser back: by its address, or by a form where that was asked for.</summary>
    private IResult Authorize(HttpContext context)
    {
        var answer = SignIn(context.Request.GetEncodedUrl(), Visitor!);
        var to = context.Request.Query["redirect_uri"].ToString();
        if (context.Request.Query["response_mode"] != "form_post")
        {
            return Results.Redirect(QueryHelpers.AddQueryString(to, answer));
        }
        Posted++;
        var inputs = string.Concat(answer.Select(a => $"<input type=hidden name=\"{a.Key}\" value=\"{a.Value}\">"));
        return Results.Text($"<form method=post action=\"{to}\">{inputs}</form><script>document.forms[0].submit()</script>", "text/html");
    }

    private async Task TokenAsync(HttpContext context)
    {
        var form = (await context.Request.ReadFormAsync()).ToDictionary(p => p.Key, p => p.Value.ToString(), StringComparer.Ordinal);
        Redeemed = form;
        var isKnown = _codes.TryRemove(form["code"], out var code);
        var verifier = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form.GetValueOrDefault("code_verifier", ""))));
        if (!isKnown || code.Asked["code_challenge"] != verifier || code.Asked["redirect_uri"] != form["redirect_uri"])
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await Answer(context, new JsonObject { ["error"] = "invalid_grant" });
            return;
        }
        var accessToken = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        var token = New(code.Person, code.Asked["client_id"], code.Asked["nonce"], accessToken);
        Bend?.Invoke(token);
        await Answer(
            context,
            new JsonObject
            {
                ["access_token"] = accessToken,
                ["id_token"] = token.Text(),
                ["token_type"] = "Bearer",
            }
        );
    }

    private BentToken New(Person person, string audience, string? nonce, string? accessToken)
    {
        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["sub"] = person.Subject,
            ["aud"] = audience,
            ["iat"] = now,
            ["exp"] = now + 300,
            ["auth_time"] = now,
        };
        Set(claims, "nonce", nonce);
        Set(claims, "email", person.Email);
        Set(claims, "email_verified", person.Verified);
        Set(
            claims,
            "at_hash",
            accessToken is null ? null : Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16))
        );
        return new BentToken
        {
            Header = new JsonObject
            {
                ["alg"] = "RS256",
                ["typ"] = "JWT",
                ["kid"] = Kid,
            },
            Claims = claims,
            Signature = BentToken.By(Key),
        };
    }

    private static void Set(JsonObject claims, string name, object? value)
    {
        if (value is not null)
        {
            claims[name] = JsonValue.Create(value);
        }
    }
}
