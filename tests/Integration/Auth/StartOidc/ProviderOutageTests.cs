using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.StartOidc;

/// <summary>I11 and I18: a provider that is gone, slow, endless or says what it should not keeps nobody but its own people out.</summary>
public sealed class ProviderOutageTests(OidcProduct product) : IClassFixture<OidcProduct>
{
    public static TheoryData<string> Bends =>
        ["redirect", "endless", "html", "error", "not json", "no keys", "other issuer", "http endpoint", "inside", "plain PKCE", "no PKCE"];

    [Theory]
    [MemberData(nameof(Bends))]
    public async Task I18_what_it_says_of_itself_is_believed_within_bounds(string bend)
    {
        await using var provider = await BentProvider.StartAsync();
        Bend(provider, bend);
        await using var host = await HostAsync(provider);
        var began = Stopwatch.GetTimestamp();
        (await StartAsync(host)).ShouldFail(503, "provider_unavailable");
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(12));
        (await host.Client().SignUpAsync()).Token.ShouldNotBeNull();
        provider.Requests.Keys.ShouldNotContain("/inside");
    }

    [Fact]
    public async Task I18_one_that_does_not_answer_holds_nobody_up_for_long()
    {
        await using var provider = await BentProvider.StartAsync();
        provider.Instead = async context =>
        {
            await Task.Delay(TimeSpan.FromSeconds(60), context.RequestAborted);
            return true;
        };
        await using var host = await HostAsync(provider, ("Oidc:InReadiness", "true"));
        var began = Stopwatch.GetTimestamp();
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => StartAsync(host)));
        replies.ShouldAllBe(r => r.Code == "provider_unavailable");
        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(15));
        var ready = await host.Client().GetAsync("/health/ready");
        ready.Ok().GetProperty("status").GetString().ShouldBe("degraded");
        ready["dependencies"].GetProperty("oidc:bent").GetString().ShouldNotBe("ok");
    }

    [Fact]
    public async Task I18_one_that_is_gone_serves_on_with_what_is_known_and_new_keys_are_found()
    {
        await using var provider = await BentProvider.StartAsync();
        var clock = new Clock { Now = TimeProvider.System.GetUtcNow() };
        await using var host = await HostAsync(provider, clock);
        (await StartAsync(host)).Ok();
        provider.Instead = context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.FromResult(true);
        };
        clock.Now += TimeSpan.FromHours(23);
        (await StartAsync(host)).Ok();
        clock.Now += TimeSpan.FromHours(2);
        (await StartAsync(host)).ShouldFail(503, "provider_unavailable");
        provider.Instead = null;
        clock.Now += TimeSpan.FromMinutes(1);
        (await StartAsync(host)).Ok();
    }

    [Fact]
    public async Task I18_new_keys_are_looked_for_at_most_once_a_minute()
    {
        await using var provider = await BentProvider.StartAsync();
        var clock = new Clock { Now = TimeProvider.System.GetUtcNow() };
        await using var host = await HostAsync(provider, clock);
        provider.Clock = clock;
        (await SendAsync(host, provider)).Ok();
        (provider.Key, provider.Kid) = (RSA.Create(2048), "bent-2");
        clock.Now += TimeSpan.FromSeconds(59);
        (await SendAsync(host, provider)).ShouldFail(401, "invalid_ticket");
        clock.Now += TimeSpan.FromSeconds(2);
        (await SendAsync(host, provider)).Ok();
        var before = provider.Requests["/jwks"];
        provider.Kid = "bent-3";
        for (var i = 0; i < 5; i++)
        {
            (await SendAsync(host, provider)).ShouldFail(401, "invalid_ticket");
        }
        provider.Requests["/jwks"].ShouldBeLessThanOrEqualTo(before + 1);
    }

    private static void Bend(BentProvider provider, string bend)
    {
        provider.Discovery = bend switch
        {
            "no keys" => d => d["jwks_uri"] = $"{provider.Issuer}/nothing",
            "other issuer" => d => d["issuer"] = "https://accounts.example",
            "http endpoint" => d => d["token_endpoint"] = "http://accounts.example/token",
            "inside" => d => d["jwks_uri"] = "http://169.254.169.254/inside",
            "plain PKCE" => d => d["code_challenge_methods_supported"] = new JsonArray("plain"),
            "no PKCE" => d => d.Remove("code_challenge_methods_supported"),
            _ => null,
        };
        provider.Instead = bend switch
        {
            "redirect" => c => AnswerAsync(c, 302, ""),
            "endless" => EndlessAsync,
            "html" => c => AnswerAsync(c, 200, "<html>Sign in</html>"),
            "error" => c => AnswerAsync(c, 500, "{}"),
            "not json" => c => AnswerAsync(c, 200, "{"),
            _ => null,
        };
    }

    private static async Task<bool> AnswerAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = status == 302 ? "/inside" : default(string);
        await context.Response.WriteAsync(text);
        return true;
    }

    private static async Task<bool> EndlessAsync(HttpContext context)
    {
        var piece = new byte[64 * 1024];
        Array.Fill(piece, (byte)' ');
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.Body.WriteAsync(piece, context.RequestAborted);
        }
        return true;
    }

    private Task<TestHost> HostAsync(BentProvider provider, params (string Name, string Value)[] more) => HostAsync(provider, null, more);

    private Task<TestHost> HostAsync(BentProvider provider, TimeProvider? clock, params (string Name, string Value)[] more)
    {
        var settings = OidcProduct.Shared.And(OidcProduct.Provider("bent", provider.Issuer, ("RequireNonce", "false")));
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }
        return TestHost.StartAsync("serve", product.Database.App, settings, clock);
    }

    private static Task<Reply> StartAsync(TestHost host) =>
        host.Client()
            .PostAsync(
                "auth/oidc/bent/start",
                new
                {
                    challenge = OidcFlow.HashOf("any"),
                    returnTo = OidcProduct.App,
                    deviceId = "d",
                }
            );

    private static Task<Reply> SendAsync(TestHost host, BentProvider provider) =>
        host.Client()
            .PostAsync(
                "auth/oidc/bent/token",
                new { idToken = provider.TokenFor(Person.New(), "rupaya-bent", nonce: null), deviceId = "d" }
            );
}
