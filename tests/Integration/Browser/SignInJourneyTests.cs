using System.Diagnostics;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Browser;

/// <summary>The ways in, by a real browser: section 11.2 of what identity has to show.</summary>
public sealed class SignInJourneyTests(BrowserProduct product) : IClassFixture<BrowserProduct>
{
    [Fact]
    public async Task From_a_provider_to_a_passkey_and_to_a_token_that_curl_uses_until_it_is_revoked()
    {
        await using var tab = await product.OpenAsync();
        await tab.AddAuthenticatorAsync();
        var signedUp = (await tab.SignInAtAsync("google")).Ok();
        signedUp.GetProperty("user").GetProperty("email").GetString().ShouldBe(product.AtGoogle.Email);
        var token = signedUp.GetProperty("accessToken").GetString()!;
        (await tab.AddPasskeyAsync(token)).Ok().GetProperty("name").GetString().ShouldBe("Chromium");
        (await tab.PostAsync("auth/signout", null, token)).Ok();
        (await tab.GetAsync("accounts", token)).Status.ShouldBe(401);

        var again = (await tab.SignInByPasskeyAsync()).Ok();
        again.GetProperty("user").GetRawText().ShouldBe(signedUp.GetProperty("user").GetRawText());
        var session = again.GetProperty("accessToken").GetString()!;
        var made = (await tab.PostAsync("user/tokens", new { name = "Scripts", scopes = new[] { "read" } }, session)).Ok();
        var program = made.GetProperty("token").GetString()!;
        (await CurlAsync(program)).ShouldBe("200");
        (await tab.DeleteAsync($"user/tokens/{made.GetProperty("tokenId").GetGuid()}", session)).Ok();
        (await CurlAsync(program)).ShouldBe("401");
    }

    [Fact]
    public async Task A_provider_that_posts_a_form_from_its_own_site()
    {
        var person = Person.New();
        product.Apple.Visitor = person;
        await using var tab = await product.OpenAsync();
        var signedUp = (await tab.SignInAtAsync("apple")).Ok();
        signedUp.GetProperty("user").GetProperty("email").GetString().ShouldBe(person.Email);
        product.Apple.Posted.ShouldBe(1);
    }

    [Fact]
    public async Task Claims_as_Cognito_writes_them_and_the_session_in_a_cookie()
    {
        var person = Person.New() with { Verified = "true" };
        product.Cognito.Visitor = person;
        product.Cognito.Bend = token =>
        {
            token.Claims["cognito:username"] = "somebody-else";
            token.Claims["token_use"] = "id";
            token.Claims["event_id"] = Guid.CreateVersion7().ToString();
        };
        await using var tab = await product.OpenAsync();
        var signedUp = (await tab.SignInAtAsync("cognito", session: "cookie")).Ok();
        signedUp.GetProperty("user").GetProperty("email").GetString().ShouldBe(person.Email);
        var cookie = (await tab.CookieAsync()).ShouldNotBeNull();
        (cookie.HttpOnly, cookie.Secure, cookie.Path).ShouldBe((true, true, "/api/v1/auth/web"));
        signedUp.ToString().ShouldNotContain(cookie.Value);
        (await tab.ReadableAsync()).ShouldNotContain(cookie.Value);
        var fresh = (await tab.WebAsync("auth/web/refresh")).Ok().GetProperty("accessToken").GetString()!;
        (await tab.GetAsync("accounts", fresh)).Status.ShouldBe(200);
        (await tab.WebAsync("auth/web/signout")).Ok();
        (await tab.CookieAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_passkey_gives_a_session_in_a_cookie_as_well()
    {
        var person = Person.New();
        product.Cognito.Visitor = person;
        await using var tab = await product.OpenAsync();
        await tab.AddAuthenticatorAsync();
        var token = (await tab.SignInAtAsync("cognito")).Ok().GetProperty("accessToken").GetString()!;
        (await tab.AddPasskeyAsync(token)).Ok();
        var signedIn = (await tab.SignInByPasskeyAsync(session: "cookie")).Ok();
        var cookie = (await tab.CookieAsync()).ShouldNotBeNull();
        signedIn.ToString().ShouldNotContain(cookie.Value);
        (await tab.WebAsync("auth/web/refresh")).Ok();
        (await tab.CookieAsync())!.Value.ShouldNotBe(cookie.Value);
    }

    [Fact]
    public async Task A_token_that_an_SDK_brought_is_enough()
    {
        await using var tab = await product.OpenAsync();
        var person = Person.New();
        var flow = (await tab.PostAsync("auth/oidc/cognito/start", new { purpose = "native" })).Ok();
        var idToken = product.Cognito.TokenFor(person, "rupaya-cognito", flow.GetProperty("nonce").GetString());
        var body = new
        {
            idToken,
            flow = flow.GetProperty("flow").GetString(),
            deviceId = "phone",
        };
        var signedUp = (await tab.PostAsync("auth/oidc/cognito/token", body)).Ok();
        signedUp.GetProperty("user").GetProperty("email").GetString().ShouldBe(person.Email);
        (await tab.PostAsync("auth/oidc/cognito/token", body)).Status.ShouldBe(401);
    }

    private async Task<string> CurlAsync(string token)
    {
        using var curl = Process.Start(
            new ProcessStartInfo("curl", ["-s", "-o", "/dev/null", "-w", "%{http_code}", "-K", "-", $"{product.Api}/api/v1/accounts"])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        // Not as an argument: those are in everybody's sight.
        await curl.StandardInput.WriteLineAsync($"header = \"Authorization: Bearer {token}\"");
        curl.StandardInput.Close();
        return await curl.StandardOutput.ReadToEndAsync();
    }
}
