using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace Rupaya.Integration.Browser;

/// <summary>I32 in a real browser: pages of others try the two routes that read a cookie.</summary>
public sealed class ForgeryTests(BrowserProduct product) : IClassFixture<BrowserProduct>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Another site; the same site by another port; a name below it; and a frame that has no origin.</summary>
    public static TheoryData<string> Elsewhere => ["127.0.0.1", "localhost", "app.localhost", "nowhere"];

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public async Task I32_a_page_from_elsewhere_moves_nothing(string host)
    {
        await using var tab = await product.OpenAsync();
        await SignInAsync(tab);
        var cookie = (await tab.CookieAsync()).ShouldNotBeNull().Value;
        await using var evil = Loopback.App();
        evil.MapGet("/", () => Results.Text(host == "nowhere" ? Framed : "<!doctype html><body></body>", "text/html"));
        await evil.StartAsync();
        var page = await tab.Page.Context.NewPageAsync();
        await page.GotoAsync(evil.Urls.First().Replace("127.0.0.1", host == "nowhere" ? "localhost" : host, StringComparison.Ordinal));
        var frame = host == "nowhere" ? page.Frames.Single(f => f.ParentFrame is not null) : page.MainFrame;
        foreach (var route in new[] { "refresh", "signout" })
        {
            await AttackAsync(page, frame, $"{product.Api}/api/v1/auth/web/{route}");
        }
        (await tab.CookieAsync()).ShouldNotBeNull().Value.ShouldBe(cookie);
        // What the app itself asks is answered, and moves the cookie: so would have the forgeries, had they been taken.
        (await tab.WebAsync("auth/web/refresh")).Ok();
        (await tab.CookieAsync())!.Value.ShouldNotBe(cookie);
        (await tab.WebAsync("auth/web/signout")).Ok();
    }

    [Fact]
    public async Task I33_a_cookie_that_somebody_else_planted_is_none()
    {
        await using var tab = await product.OpenAsync();
        await SignInAsync(tab);
        var real = (await tab.CookieAsync())!;
        await using var other = await product.OpenAsync();
        foreach (var name in new[] { "rupaya", "Secure-rupaya" })
        {
            await other.Page.Context.AddCookiesAsync([
                new Cookie
                {
                    Name = name,
                    Value = real.Value,
                    Url = product.Api,
                },
            ]);
        }
        (await other.WebAsync("auth/web/refresh")).Status.ShouldBe(401);
        // It goes to its two routes only: no other would take it, and none gets it.
        real.Path.ShouldBe("/api/v1/auth/web");
        real.SameSite.ShouldBe(SameSiteAttribute.Strict);
    }

    // A sandbox without allow-same-origin: its requests say Origin: null.
    private const string Framed = "<!doctype html><iframe sandbox=\"allow-scripts allow-forms\" srcdoc=\"<body></body>\"></iframe>";

    private static async Task SignInAsync(Tab tab)
    {
        var body = new
        {
            email = Integration.Fixtures.AccountSteps.NewAddress(),
            password = Client.Password,
            currency = "INR",
            deviceId = "browser",
            session = "cookie",
        };
        (await tab.PostAsync("auth/signup", body)).Ok();
    }

    private static async Task AttackAsync(IPage page, IFrame frame, string url)
    {
        await TryAsync(frame, "url => fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include' })", url);
        await TryAsync(frame, "url => fetch(url, { method: 'POST', credentials: 'include', headers: { 'X-Rupaya-Web': '1' } })", url);
        await TryAsync(frame, "url => navigator.sendBeacon(url, 'a=1')", url);
        await TryAsync(
            frame,
            "url => new Promise(done => { const i = new Image(); i.onload = i.onerror = done; i.src = url; document.body.append(i); })",
            url
        );
        var answered = page.WaitForResponseAsync(url, new PageWaitForResponseOptions { Timeout = (float)Patience.TotalMilliseconds });
        await frame.EvaluateAsync(
            """
            url => {
                const form = document.createElement('form');
                const hidden = document.createElement('iframe');
                hidden.name = 'hidden';
                Object.assign(form, { method: 'post', action: url, target: 'hidden' });
                document.body.append(hidden, form);
                form.submit();
            }
            """,
            url
        );
        (await answered).Status.ShouldBe(403);
    }

    // A browser that refuses to ask is as good as a server that refuses to answer.
    private static Task<JsonElement?> TryAsync(IFrame frame, string script, string url) =>
        frame.EvaluateAsync($"async url => {{ try {{ await ({script})(url); }} catch {{ }} }}", url);
}
