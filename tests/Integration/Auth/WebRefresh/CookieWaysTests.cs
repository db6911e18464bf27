using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.WebRefresh;

/// <summary>The ways in beside the password, for a browser: each puts the refresh token into the cookie and nowhere else.</summary>
public sealed class CookieWaysTests(OidcProduct product) : IClassFixture<OidcProduct>
{
    [Fact]
    public async Task A_sign_up_and_a_sign_in_with_a_provider_set_the_cookie()
    {
        var person = Person.New();
        await ShouldOpenForABrowserAsync(await CompleteAsync(person));
        await ShouldOpenForABrowserAsync(await CompleteAsync(person));
    }

    [Fact]
    public async Task A_passkey_sets_the_cookie()
    {
        var client = await product.VerifiedAsync();
        var device = new Authenticator();
        (await client.AddPasskeyAsync(device)).Ok();
        var begun = await product.Host.Client().PostAsync("auth/passkeys/challenge", null);
        var reply = await product
            .Host.Client()
            .PostAsync(
                "auth/passkeys/signin",
                new
                {
                    ceremonyToken = begun["ceremonyToken"].GetString(),
                    credential = device.Get(begun["publicKey"]),
                    deviceId = "browser",
                    session = "cookie",
                }
            );
        await ShouldOpenForABrowserAsync(reply);
    }

    [Fact]
    public async Task A_token_of_a_provider_sets_the_cookie()
    {
        var idToken = product.Bent.TokenFor(Person.New(), "android", nonce: null);
        var reply = await product
            .Host.Client()
            .PostAsync(
                "auth/oidc/loose/token",
                new
                {
                    idToken,
                    deviceId = "browser",
                    session = "cookie",
                }
            );
        await ShouldOpenForABrowserAsync(reply);
    }

    private async Task<Reply> CompleteAsync(Person person)
    {
        var flow = await product.StartAsync("bent", deviceId: "browser");
        var ticket = await flow.TicketAsync(product.Bent, person);
        return await flow.Client.PostAsync(
            "auth/oidc/complete",
            new
            {
                ticket,
                secret = flow.Secret,
                session = "cookie",
            }
        );
    }

    private async Task ShouldOpenForABrowserAsync(Reply reply)
    {
        reply.Ok().TryGetProperty("refreshToken", out var inBody);
        inBody.ValueKind.ShouldBeOneOf(System.Text.Json.JsonValueKind.Undefined, System.Text.Json.JsonValueKind.Null);
        var set = WebPages.SetCookie(reply);
        set.ShouldStartWith($"{WebPages.Cookie}=");
        foreach (var attribute in new[] { "path=/api/v1/auth/web", "httponly", "secure", "samesite=strict" })
        {
            set.ShouldContain(attribute, Case.Insensitive);
        }
        var token = WebPages.CookieOf(reply).Split('=', 2)[1];
        reply.Text.ShouldNotContain(token);

        var own = product.Host.Address.GetLeftPart(UriPartial.Authority);
        var refreshed = await product.Host.Client().PostAsync("auth/web/refresh", null, WebPages.From(own, WebPages.CookieOf(reply)));
        var browser = product.Host.Client();
        browser.Token = refreshed.Ok().GetProperty("accessToken").GetString();
        (await browser.GetAsync("accounts")).Ok();
        WebPages.CookieOf(refreshed).ShouldNotBe(WebPages.CookieOf(reply));
    }
}
