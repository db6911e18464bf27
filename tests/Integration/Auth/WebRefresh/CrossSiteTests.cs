using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.WebRefresh;

/// <summary>I32 as far as HTTP shows it: what a browser would send for a page of somebody else.</summary>
public sealed class CrossSiteTests(WebPages pages) : IClassFixture<WebPages>
{
    public static TheoryData<string?, string?, string?, string?> CrossSite =>
        new()
        {
            // Origin, Sec-Fetch-Site, header, content type.
            { "https://evil.example", "cross-site", "1", "application/json" },
            { "https://evil.example", null, "1", "application/json" },
            { "null", "cross-site", "1", "application/x-www-form-urlencoded" },
            { null, "cross-site", null, null },
            { null, null, "1", "application/json" },
            { "https://evil.app.rupaya.example", "same-site", "1", "application/json" },
            { "https://app.rupaya.example.evil.example", "cross-site", "1", "application/json" },
            { "HTTPS://APP.RUPAYA.EXAMPLE", "same-site", "1", "application/json" },
            { WebPages.App, "cross-site", "1", "application/json" },
            { WebPages.App, "none", "1", "application/json" },
            { WebPages.App, "same-site", null, "application/json" },
            { WebPages.App, "same-site", "true", "text/plain" },
        };

    [Theory]
    [MemberData(nameof(CrossSite))]
    public async Task I32_what_comes_from_elsewhere_is_refused_and_nothing_moves(string? origin, string? site, string? header, string? type)
    {
        var (_, cookie) = await pages.SignedInAsync();
        List<(string, string)> headers = [("Cookie", cookie)];
        headers.AddRange(
            new[] { ("Origin", origin), ("Sec-Fetch-Site", site), ("X-Rupaya-Web", header) }
                .Where(h => h.Item2 is not null)
                .Select(h => (h.Item1, h.Item2!))
        );
        foreach (var route in new[] { "auth/web/refresh", "auth/web/signout" })
        {
            var reply = type is null
                ? await pages.Host.Client().PostAsync(route, null, [.. headers])
                : await pages.Host.Client().PostRawAsync(route, "a=1", type, [.. headers]);
            reply.ShouldFail(403, "cross_site");
            reply.Headers.Contains("Set-Cookie").ShouldBeFalse();
        }
        // The cookie is the one that it was, and the session lives.
        var later = await pages.RefreshAsync(cookie);
        later.Ok();
        (await pages.RefreshAsync(WebPages.CookieOf(later))).Ok();
    }

    [Fact]
    public async Task Pages_of_the_settings_may_and_are_told_so_with_credentials()
    {
        var (browser, cookie) = await pages.SignedInAsync();
        var reply = await pages.RefreshAsync(WebPages.From(WebPages.App, cookie, "same-site"));
        reply.Ok();
        reply.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([WebPages.App]);
        reply.Headers.GetValues("Access-Control-Allow-Credentials").ShouldBe(["true"]);
        var asked = await browser.SendAsync(
            HttpMethod.Options,
            "auth/web/refresh",
            null,
            [("Origin", WebPages.App), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "x-rupaya-web")]
        );
        asked.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldContain("X-Rupaya-Web");
        var foreign = await browser.SendAsync(
            HttpMethod.Options,
            "auth/web/refresh",
            null,
            [("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST")]
        );
        foreign.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
        // No other route reads a cookie, and none says that it may be sent one.
        var other = await browser.GetAsync("accounts", ("Origin", WebPages.App));
        other.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([WebPages.App]);
        other.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
    }
}
