using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Rupaya.Integration.Examples;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth;

/// <summary>Meera signs up with a provider; Nila, who has an account, links hers.</summary>
internal sealed class ProvidersChapter : IChapter
{
    private const string Secret = "a secret that only the app has";

    public async Task LiveAsync(Story story, Household home)
    {
        var app = story.Client();
        await story.ShowAsync(app.GetAsync("auth/oidc/providers"));
        await SignUpAsync(story, app);
        await NativeAsync(story, app);
        await LinkAsync(story);
    }

    private static async Task SignUpAsync(Story story, Client app)
    {
        var started = await story.ShowAsync(StartAsync(app), "toSignIn");
        var answer = Answer(story, started, "Meera");
        var ticket = await TicketAsync(app, answer, posts: false);
        story.Browsed("receiveOidcCode");
        await story.ShowAsync(CompleteAsync(app, ticket), "signedUp");
    }

    private static async Task NativeAsync(Story story, Client app)
    {
        var started = await story.ShowAsync(app.PostAsync("auth/oidc/google/start", new { purpose = "native" }), "inAnApp");
        var nonce = started.GetProperty("nonce").GetString();
        await story.ShowAsync(
            app.PostAsync(
                "auth/oidc/google/token",
                new
                {
                    idToken = story.Provider.TokenFor(PersonOf(story, "Meera"), "rupaya-google", nonce),
                    flow = started.GetProperty("flow").GetString(),
                    deviceId = "phone",
                }
            )
        );
    }

    private static async Task LinkAsync(Story story)
    {
        var nila = await story.SignUpAsync("Nila", "Rao");
        await story.Database.RunAsync($"update users set email_verified = true where user_id = '{nila.UserId}'");
        var app = story.Client();
        var answer = Answer(story, (await StartAsync(app)).Ok(), "Nila");
        var ticket = await TicketAsync(app, answer, posts: true);
        story.Browsed("receiveOidcForm", new JsonObject { ["code"] = "the-code", ["state"] = "the-state" });
        var asked = await story.ShowAsync(CompleteAsync(app, ticket), "linkWanted");
        await story.ShowAsync(nila.PostAsync("user/identities", new { linkToken = asked.GetProperty("linkToken").GetString() }));
        var identities = await story.ShowAsync(nila.GetAsync("user/identities"));
        await story.ShowAsync(nila.DeleteAsync($"user/identities/{identities[0].GetProperty("identityId").GetGuid()}"));
    }

    private static Person PersonOf(Story story, string first) => new($"{first}-at-google", story.Address(first), true);

    private static Task<Reply> StartAsync(Client app) =>
        app.PostAsync(
            "auth/oidc/google/start",
            new
            {
                challenge = OidcFlow.HashOf(Secret),
                returnTo = OidcProduct.App,
                deviceId = "phone",
            }
        );

    private static Dictionary<string, string?> Answer(Story story, System.Text.Json.JsonElement started, string first) =>
        story.Provider.SignIn(started.GetProperty("authorizationUrl").GetString()!, PersonOf(story, first));

    private static async Task<string> TicketAsync(Client app, Dictionary<string, string?> answer, bool posts)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = app.Address };
        const string Callback = "/api/v1/auth/oidc/google/callback";
        using var form = new FormUrlEncodedContent(answer!);
        using var sent = posts
            ? await browser.PostAsync(new Uri(Callback, UriKind.Relative), form)
            : await browser.GetAsync(new Uri(QueryHelpers.AddQueryString(Callback, answer), UriKind.Relative));
        return sent.Headers.Location!.ToString().Split("#ticket=")[1];
    }

    private static Task<Reply> CompleteAsync(Client app, string ticket) =>
        app.PostAsync("auth/oidc/complete", new { ticket, secret = Secret });
}
