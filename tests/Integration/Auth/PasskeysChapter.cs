using System.Text.Json;
using Rupaya.Integration.Examples;

namespace Rupaya.Integration.Auth;

/// <summary>Meera adds a passkey, signs in with it, makes it her second factor, and lets go of an old one.</summary>
internal sealed class PasskeysChapter : IChapter
{
    public async Task LiveAsync(Story story, Household home)
    {
        var meera = await story.SignUpAsync("Meera", "Iyer");
        (await meera.PostAsync("auth/verify-email", new { token = await story.TokenAsync("Meera", "Confirm") })).Ok();
        story.Replace("localhost", "rupaya.example");
        var (phone, key) = (new Authenticator(), new Authenticator { Aaguid = Guid.Empty, Counter = 41 });
        var begun = await story.ShowAsync(meera.BeginPasskeyAsync());
        var first = await story.ShowAsync(AddAsync(meera, begun, phone, "My phone"));
        var second = (await meera.AddPasskeyAsync(key, "Blue key")).Ok().GetProperty("passkeyId").GetGuid();
        await story.ShowAsync(meera.GetAsync("auth/passkeys"));
        await story.ShowAsync(meera.PutAsync($"auth/passkeys/{first.GetProperty("passkeyId").GetGuid()}", new { name = "Meera's phone" }));
        await SignInAsync(story, phone);
        await SuspendedAsync(story, meera, key, second);
        await story.ShowAsync(meera.DeleteAsync($"auth/passkeys/{second}"));
        await story.ShowAsync(meera.PostAsync("auth/mfa/enable", new { method = "passkey" }));
        await SecondFactorAsync(story, phone);
    }

    private static Task<Reply> AddAsync(Client meera, JsonElement begun, Authenticator authenticator, string name) =>
        meera.PostAsync(
            "auth/passkeys",
            new
            {
                ceremonyToken = begun.GetProperty("ceremonyToken").GetString(),
                name,
                credential = authenticator.Create(begun.GetProperty("publicKey")),
            }
        );

    private static async Task SignInAsync(Story story, Authenticator phone)
    {
        var laptop = story.Client("laptop");
        var begun = laptop.PostAsync("auth/passkeys/challenge", null);
        await story.ShowAsync(begun);
        await story.ShowAsync(laptop.FinishAsync(await begun, phone.Get((await begun)["publicKey"])));
    }

    private static async Task SuspendedAsync(Story story, Client meera, Authenticator key, Guid passkey)
    {
        ((int)(await story.Client("stranger").SignInAsync(key, a => a with { Counter = 3 })).Status).ShouldBe(401);
        await story.ShowAsync(meera.PostAsync($"auth/passkeys/{passkey}/revive", null));
    }

    private static async Task SecondFactorAsync(Story story, Authenticator phone)
    {
        var tablet = story.Client("tablet");
        var half = await tablet.SignInAsync(email: story.Address("Meera"));
        var mfaToken = half.Ok().GetProperty("mfaToken").GetString();
        var begun = tablet.PostAsync("auth/mfa/passkey", new { mfaToken });
        await story.ShowAsync(begun);
        var answer = new
        {
            mfaToken,
            ceremonyToken = (await begun)["ceremonyToken"].GetString(),
            credential = phone.Get((await begun)["publicKey"]),
        };
        await story.ShowAsync(tablet.PostAsync("auth/mfa/verify", answer), "signedInByPasskey");
    }
}
