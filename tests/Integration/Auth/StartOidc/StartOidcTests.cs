using Microsoft.AspNetCore.WebUtilities;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.StartOidc;

public sealed class StartOidcTests(OidcProduct product) : IClassFixture<OidcProduct>
{
    private static readonly string Challenge = OidcFlow.HashOf("any");

    [Fact]
    public async Task The_address_has_all_that_binds_the_answer_and_none_of_what_redeems_it()
    {
        var flow = await product.StartAsync("bent");
        flow.Address.ShouldStartWith($"{product.Bent.Issuer}/authorize?");
        var asked = QueryHelpers.ParseQuery(new Uri(flow.Address).Query);
        asked["response_type"].ToString().ShouldBe("code");
        asked["client_id"].ToString().ShouldBe("rupaya-bent");
        asked["redirect_uri"].ToString().ShouldBe("https://api.rupaya.example/api/v1/auth/oidc/bent/callback");
        asked["scope"].ToString().ShouldBe("openid email profile");
        asked["code_challenge_method"].ToString().ShouldBe("S256");
        asked["code_challenge"].ToString().Length.ShouldBe(43);
        asked["code_challenge"].ToString().ShouldNotBe(OidcFlow.HashOf(flow.Secret));
        asked["nonce"].ToString().Length.ShouldBe(43);
        asked.Keys.ShouldNotContain("prompt");
        flow.Address.ShouldNotContain(flow.Secret);
    }

    [Fact]
    public async Task A_step_up_wants_a_new_sign_in_at_the_provider()
    {
        var person = await product.VerifiedAsync();
        var asked = QueryHelpers.ParseQuery(new Uri((await product.StartAsync("bent", person, "stepup")).Address).Query);
        asked["prompt"].ToString().ShouldBe("login");
        asked["max_age"].ToString().ShouldBe("0");
    }

    [Fact]
    public async Task Native_gets_a_nonce_and_no_address()
    {
        var started = (await product.Host.Client().PostAsync("auth/oidc/bent/start", new { purpose = "native" })).Ok();
        started.GetProperty("nonce").GetString()!.Length.ShouldBe(43);
        started.GetProperty("flow").GetString().ShouldNotBeNullOrEmpty();
        started.TryGetProperty("authorizationUrl", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("//app.rupaya.example/signed-in")]
    [InlineData("https://app.rupaya.example.evil/signed-in")]
    [InlineData("https://app.rupaya.example@evil.example/signed-in")]
    [InlineData("https://evil.example/https://app.rupaya.example/signed-in")]
    [InlineData("https://app.rupaya.example/signed-in/..;/evil")]
    [InlineData("https://app.rupaya.example\\signed-in")]
    [InlineData("HTTPS://app.rupaya.example/signed-in")]
    [InlineData("https://APP.rupaya.example/signed-in")]
    [InlineData("https://app.rupaya.example/signed-in/")]
    [InlineData("https://app.rupaya.example/signed-in?next=1")]
    [InlineData("https://app.rupaya.example/signed-in#")]
    [InlineData("https://app.rupaya.example:443/signed-in")]
    [InlineData("http://app.rupaya.example/signed-in")]
    [InlineData(" https://app.rupaya.example/signed-in")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task I16_nobody_is_sent_where_the_operator_did_not_say(string returnTo) =>
        (
            await StartAsync(
                new
                {
                    challenge = Challenge,
                    returnTo,
                    deviceId = "d",
                }
            )
        ).ShouldFail(400, "return_not_allowed");

    [Fact]
    public async Task What_is_missing_or_wrong_is_named()
    {
        (await StartAsync(new { })).Fields.ShouldBe(["challenge", "returnTo", "deviceId"], ignoreOrder: true);
        (
            await StartAsync(
                new
                {
                    challenge = Challenge,
                    returnTo = OidcProduct.App,
                    deviceId = "d",
                    purpose = "admin",
                }
            )
        ).Fields.ShouldBe(["purpose"]);
        (
            await StartAsync(
                new
                {
                    challenge = "short",
                    returnTo = OidcProduct.App,
                    deviceId = "d",
                }
            )
        ).Fields.ShouldBe(["challenge"]);
        // The last character of a hash in base64url has two bits to spare: another spelling of the same would be another challenge.
        var respelled = Challenge[..^1] + (char)(Challenge[^1] + 1);
        (
            await StartAsync(
                new
                {
                    challenge = respelled,
                    returnTo = OidcProduct.App,
                    deviceId = "d",
                }
            )
        ).Fields.ShouldBe(["challenge"]);
        (
            await StartAsync(
                new
                {
                    challenge = Challenge,
                    returnTo = OidcProduct.App,
                    deviceId = "d",
                },
                "nobody"
            )
        ).ShouldFail(404, "unknown_provider");
        (
            await StartAsync(
                new
                {
                    challenge = Challenge,
                    returnTo = OidcProduct.App,
                    deviceId = "d",
                },
                "BENT"
            )
        ).ShouldFail(404, "unknown_provider");
    }

    [Theory]
    [InlineData("link")]
    [InlineData("stepup")]
    public async Task What_needs_a_session_needs_one_that_lives(string purpose)
    {
        var body = new
        {
            purpose,
            challenge = Challenge,
            returnTo = OidcProduct.App,
        };
        (await StartAsync(body)).ShouldFail(401, "invalid_token");
        var person = await product.VerifiedAsync();
        (await person.PostAsync("auth/oidc/bent/start", body)).Ok();
        (await person.PostAsync("auth/signout", null)).Ok();
        (await person.PostAsync("auth/oidc/bent/start", body)).ShouldFail(401, "invalid_token");
    }

    [Fact]
    public async Task Linking_needs_a_verified_address()
    {
        var person = await product.Host.Client().SignUpAsync();
        var body = new
        {
            purpose = "link",
            challenge = Challenge,
            returnTo = OidcProduct.App,
        };
        (await person.PostAsync("auth/oidc/bent/start", body)).ShouldFail(403, "email_unverified");
    }

    private Task<Reply> StartAsync(object body, string provider = "bent") =>
        product.Host.Client().PostAsync($"auth/oidc/{provider}/start", body);
}
