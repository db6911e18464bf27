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
        await story.ShowAsync(ravi.PostAsync("auth/verify-email", new { token = await story.TokenAsync("Ravi", "Confirm") }));
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
    }

    private static async Task SecondFactorAsync(Story story, Client ravi)
    {
        var secret = (await story.ShowAsync(ravi.PostAsync("auth/mfa/setup", null))).GetProperty("secret").GetString()!;
        await story.ShowAsync(ravi.PostAsync("auth/mfa/verify", new { token = Code(story, secret) }), "switchedOn");
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
        var token = await story.TokenAsync("Ravi", "Set a new password");
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
