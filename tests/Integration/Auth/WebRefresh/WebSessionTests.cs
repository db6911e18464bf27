using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.WebRefresh;

/// <summary>A browser's session in its cookie: I33 and I34.</summary>
public sealed class WebSessionTests(WebPages pages) : IClassFixture<WebPages>
{
    [Fact]
    public async Task The_refresh_token_is_in_the_cookie_alone()
    {
        var (browser, cookie) = await pages.SignedInAsync();
        var reply = await pages.RefreshAsync(cookie);
        reply.Body.EnumerateObject().Select(m => m.Name).ShouldBe(["accessToken", "expiresIn", "user"]);
        reply["user"].GetProperty("email").GetString().ShouldBe(browser.Email);
        var set = WebPages.SetCookie(reply);
        set.ShouldMatch(
            $"^{WebPages.Cookie}=[A-Za-z0-9_-]{{70}}; Max-Age=86[34]\\d\\d; Path=/api/v1/auth/web; HttpOnly; Secure; SameSite=Strict$"
        );
        WebPages.CookieOf(reply).ShouldNotBe(cookie);
        reply.Headers.CacheControl!.NoStore.ShouldBeTrue();
        browser.Token = reply["accessToken"].GetString();
        (await browser.GetAsync("accounts")).Ok();
    }

    [Fact]
    public async Task I34_no_answer_of_a_cookies_session_has_a_refresh_token()
    {
        var browser = pages.Host.Client();
        var email = AccountSteps.NewAddress();
        var who = new
        {
            email,
            password = Client.Password,
            deviceId = "browser",
            session = "cookie",
        };
        var signUp = await browser.PostAsync("auth/signup", who);
        var signIn = await browser.PostAsync("auth/signin", who);
        browser.Token = signIn["accessToken"].GetString();
        var setup = (await browser.PostAsync("auth/mfa/setup", null)).Ok();
        var code = Security.SecondFactorTests.Code(setup.GetProperty("secret").GetString()!, 0);
        (await browser.PostAsync("auth/mfa/verify", new { token = code })).Ok();
        var mfaToken = (await browser.PostAsync("auth/signin", who)).Ok().GetProperty("mfaToken").GetString();
        var backup = setup.GetProperty("backupCodes")[0].GetString();
        var verified = await browser.PostAsync(
            "auth/mfa/verify",
            new
            {
                token = backup,
                mfaToken,
                session = "cookie",
            }
        );
        foreach (var reply in new[] { signUp, signIn, verified, await pages.RefreshAsync(WebPages.CookieOf(verified)) })
        {
            reply.Ok();
            var token = WebPages.CookieOf(reply).Split('=')[1];
            token.Length.ShouldBe(70);
            reply.Text.ShouldNotContain(token);
            reply.Text.ShouldNotContain("refreshToken");
        }
    }

    [Fact]
    public async Task I33_tossed_and_misplaced_cookies_are_ignored()
    {
        var (browser, cookie) = await pages.SignedInAsync();
        var (_, attackers) = await pages.SignedInAsync();
        var token = cookie.Split('=')[1];
        foreach (
            var sent in new[]
            {
                $"rupaya={token}",
                $"__Host-rupaya={token}",
                $"{WebPages.Cookie}=",
                $"{WebPages.Cookie}=rubbish",
                $"{attackers}; {cookie}",
            }
        )
        {
            var reply = await pages.RefreshAsync(sent);
            reply.ShouldFail(401, "no_session");
            WebPages.SetCookie(reply).ShouldStartWith($"{WebPages.Cookie}=; Max-Age=0; Path=/api/v1/auth/web;");
        }
        // Neither as a token of the API, nor of the other route; nor the other way round.
        browser.Token = null;
        (await browser.GetAsync("accounts", ("Cookie", cookie))).ShouldFail(401, "invalid_token");
        (await browser.PostAsync("auth/refresh", new { refreshToken = token })).ShouldFail(401, "invalid_token");
        var phone = await pages.Host.Client().SignUpAsync();
        (await pages.RefreshAsync($"{WebPages.Cookie}={phone.RefreshToken}")).ShouldFail(401, "no_session");
        // A new session at each sign-in, whatever the browser sent.
        var again = await WebPages.SignInAsync(browser, ("Cookie", attackers));
        WebPages.CookieOf(again).ShouldNotBe(attackers);
        (await pages.RefreshAsync(cookie)).Ok();
    }

    [Fact]
    public async Task Two_tabs_get_one_successor_and_an_old_copy_ends_the_session()
    {
        var (browser, first) = await pages.SignedInAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => pages.RefreshAsync(first)));
        replies.Select(WebPages.CookieOf).Distinct().Count().ShouldBe(1);
        (await pages.RefreshAsync(WebPages.CookieOf(replies[0]))).Ok();
        var stolen = await pages.RefreshAsync(first);
        stolen.ShouldFail(401, "token_reused");
        WebPages.SetCookie(stolen).ShouldStartWith($"{WebPages.Cookie}=; Max-Age=0;");
        (await browser.GetAsync("accounts")).ShouldFail(401, "invalid_token");
    }

    [Fact]
    public async Task After_a_day_without_use_the_session_is_over()
    {
        var (_, cookie) = await pages.SignedInAsync();
        await pages.Database.RunAsync("update sessions set last_seen_at = last_seen_at - interval '23 hours' where web");
        var kept = await pages.RefreshAsync(cookie);
        kept.Ok();
        await pages.Database.RunAsync("update sessions set last_seen_at = last_seen_at - interval '25 hours' where web");
        (await pages.RefreshAsync(WebPages.CookieOf(kept))).ShouldFail(401, "no_session");
    }

    [Fact]
    public async Task Another_kind_of_session_is_refused()
    {
        var reply = await pages
            .Host.Client()
            .PostAsync(
                "auth/signin",
                new
                {
                    email = "a@rupaya.example",
                    password = "x",
                    deviceId = "a",
                    session = "storage",
                }
            );
        reply.Fields.ShouldBe(["session"]);
    }
}
