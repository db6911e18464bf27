using Rupaya.Infrastructure.Identity;
using Rupaya.Integration.Examples;

namespace Rupaya.Integration.Auth;

/// <summary>Ravi signs up, adds a second factor, forgets his password and signs out.</summary>
internal sealed class AuthChapter : IChapter
{
    private const string Second = "SecurePass456!";
    private const string Third = "SecurePass789!";

    public async Task LiveAsync(Story story, Household home)
    {
        var ravi = story.Client();
        var signUp = ravi.PostAsync("auth/signup", story.SignUpOf("Ravi", "Kumar"));
        await story.ShowAsync(signUp);
        ravi.Take(await signUp);
        await AddressAsync(story, ravi);
        await SessionsAsync(story, ravi);
        await SecondFactorAsync(story, ravi);
        await PasswordsAsync(story, ravi);
        await story.ShowAsync(ravi.PostAsync("auth/signout", null));
    }

    private static Task<Reply> SignInAsync(Story story, Client client, string password) =>
        client.PostAsync(
            "auth/signin",
            new
            {
                email = story.Address("Ravi"),
                password,
                deviceId = client.DeviceId,
                deviceName = $"Ravi's {client.DeviceId}",
            }
        );

    private static async Task SessionsAsync(Story story, Client ravi)
    {
        var laptop = story.Client("laptop");
        var signIn = SignInAsync(story, laptop, Client.Password);
        await story.ShowAsync(signIn, "signedIn");
        laptop.Take(await signIn);
        await story.ShowAsync(laptop.PostAsync("auth/refresh", new { refreshToken = laptop.RefreshToken }));
        var sessions = await story.ShowAsync(ravi.GetAsync("auth/sessions"));
        var other = sessions.EnumerateArray().Single(s => !s.GetProperty("current").GetBoolean()).GetProperty("sessionId").GetGuid();
        await story.ShowAsync(ravi.DeleteAsync($"auth/sessions/{other}"));
        await story.ShowAsync(ravi.DeleteAsync("auth/sessions?except=current"));
        await BrowserAsync(story);
    }

    private static async Task AddressAsync(Story story, Client ravi)
    {
        // A link that is void before its mail is sent gets no mail.
        await story.TokenAsync("Ravi", "Confirm");
        await story.ShowAsync(ravi.PostAsync("auth/verify-email/resend", new { email = story.Address("Ravi") }));
        var token = await story.TokenAsync("Ravi", "Confirm", 2);
        await story.ShowAsync(ravi.PostAsync("auth/verify-email", new { token }));
        await story.SignUpAsync("Nobody", "Known");
        var disown = await story.DisownTokenAsync("Nobody");
        await story.ShowAsync(ravi.PostAsync("auth/verify-email/disown", new { token = disown }));
        (await ravi.PostAsync("user/email", new { email = story.Address("Ravindra") })).Ok();
        var (confirm, revert) = (await story.TokenAsync("Ravindra", "Confirm"), await story.TokenAsync("Ravi", "Another"));
        await story.ShowAsync(ravi.PostAsync("auth/email/confirm", new { token = confirm }));
        await story.ShowAsync(ravi.PostAsync("auth/email/revert", new { token = revert }));
        ravi.Take(await SignInAsync(story, ravi, Client.Password));
    }

    private static async Task BrowserAsync(Story story)
    {
        var browser = story.Client("browser");
        var signIn = await browser.PostAsync(
            "auth/signin",
            new
            {
                email = story.Address("Ravi"),
                password = Client.Password,
                deviceId = "browser",
                session = "cookie",
            }
        );
        var refresh = browser.PostAsync("auth/web/refresh", null, Page(browser, signIn));
        await story.ShowAsync(refresh);
        await story.ShowAsync(browser.PostAsync("auth/web/signout", null, Page(browser, await refresh)));
    }

    /// <summary>What a browser adds to the request of a page of the API's own origin.</summary>
    private static (string, string)[] Page(Client browser, Reply last) =>
        [
            ("Origin", browser.Address.GetLeftPart(UriPartial.Authority)),
            ("X-Rupaya-Web", "1"),
            ("Cookie", last.Headers.GetValues("Set-Cookie").Single().Split(';')[0]),
        ];

    private static async Task SecondFactorAsync(Story story, Client ravi)
    {
        var secret = (await story.ShowAsync(ravi.PostAsync("auth/mfa/setup", null))).GetProperty("secret").GetString()!;
        await story.ShowAsync(ravi.PostAsync("auth/mfa/verify", new { token = Code(story, secret) }), "switchedOn");
        await story.ShowAsync(ravi.GetAsync("auth/mfa/backup-codes"));
        await story.ShowAsync(ravi.PostAsync("auth/mfa/backup-codes", null));
        var tablet = story.Client("tablet");
        var mfaToken = (await story.ShowAsync(SignInAsync(story, tablet, Client.Password), "secondFactorWanted"))
            .GetProperty("mfaToken")
            .GetString();
        await story.ShowAsync(tablet.PostAsync("auth/mfa/verify", new { token = Code(story, secret), mfaToken }), "signedIn");
        await story.ShowAsync(ravi.PostAsync("auth/mfa/disable", new { password = Client.Password, token = Code(story, secret) }));
    }

    private static async Task PasswordsAsync(Story story, Client ravi)
    {
        await story.ShowAsync(ravi.PostAsync("auth/change-password", new { currentPassword = Client.Password, newPassword = Second }));
        await story.ShowAsync(ravi.PostAsync("auth/forgot-password", new { email = story.Address("Ravi") }));
        var token = await story.TokenAsync("Ravi", "Set a new password", 2);
        await story.ShowAsync(ravi.PostAsync("auth/reset-password", new { token, newPassword = Third }));
        ravi.Take(await SignInAsync(story, ravi, Third));
    }

    /// <summary>A code that was not used yet.</summary>
    private static string Code(Story story, string secret)
    {
        story.Later(TimeSpan.FromSeconds(Totp.StepSeconds));
        return Totp.Code(secret, story.Now.ToUnixTimeSeconds() / Totp.StepSeconds);
    }
}
