using Rupaya.Integration.Auth.WebRefresh;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.WebSignout;

public sealed class WebSignoutTests(WebPages pages) : IClassFixture<WebPages>
{
    [Fact]
    public async Task Signing_out_ends_the_session_and_takes_the_cookie_away()
    {
        var (browser, cookie) = await pages.SignedInAsync();
        var reply = await pages.SignOutAsync(cookie);
        ((int)reply.Status).ShouldBe(204);
        WebPages.SetCookie(reply).ShouldStartWith($"{WebPages.Cookie}=; Max-Age=0;");
        (await browser.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await pages.RefreshAsync(cookie)).ShouldFail(401, "no_session");
        ((int)(await pages.SignOutAsync(cookie)).Status).ShouldBe(204);
    }

    [Fact]
    public async Task Without_a_session_of_a_cookie_there_is_nothing_to_end_and_no_error()
    {
        var phone = await pages.Host.Client().SignUpAsync();
        foreach (var sent in new[] { $"{WebPages.Cookie}=rubbish", $"{WebPages.Cookie}={phone.RefreshToken}", "other=1" })
        {
            var reply = await pages.SignOutAsync(sent);
            ((int)reply.Status).ShouldBe(204);
            WebPages.SetCookie(reply).ShouldStartWith($"{WebPages.Cookie}=; Max-Age=0;");
        }
        // The phone's session is none of a cookie, whoever puts its token into one.
        (await phone.GetAsync("accounts")).Ok();
    }
}
