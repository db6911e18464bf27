using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.WebRefresh;

/// <summary>A product that allows pages of another origin, and what a browser does with it.</summary>
public sealed class WebPages : IAsyncLifetime
{
    public const string App = "https://app.rupaya.example";
    public const string Cookie = "__Secure-rupaya";

    internal TestDatabase Database { get; private set; } = null!;
    internal TestHost Host { get; private set; } = null!;

    internal string Own => Host.Address.GetLeftPart(UriPartial.Authority);

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Web:Origins:0"] = App };
        Host = await TestHost.StartAsync("serve", Database.App, settings);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Database.DisposeAsync();
    }

    internal async Task<(Client Browser, string Cookie)> SignedInAsync()
    {
        var person = await Host.Client().SignUpAsync();
        var reply = await SignInAsync(person);
        person.Token = reply.Ok().GetProperty("accessToken").GetString();
        return (person, CookieOf(reply));
    }

    internal static Task<Reply> SignInAsync(Client person, params (string, string)[] headers) =>
        person.PostAsync(
            "auth/signin",
            new
            {
                email = person.Email,
                password = Client.Password,
                deviceId = "browser",
                session = "cookie",
            },
            headers
        );

    internal static string SetCookie(Reply reply) => reply.Headers.GetValues("Set-Cookie").Single();

    /// <summary>Name and value, as a browser sends them back.</summary>
    internal static string CookieOf(Reply reply) => SetCookie(reply).Split(';')[0];

    /// <summary>What a browser adds to the request of a page.</summary>
    internal static (string, string)[] From(string origin, string cookie, string site = "same-origin") =>
        [("Origin", origin), ("X-Rupaya-Web", "1"), ("Cookie", cookie), ("Sec-Fetch-Site", site)];

    internal Task<Reply> RefreshAsync(string cookie) => RefreshAsync(From(Own, cookie));

    internal Task<Reply> RefreshAsync((string, string)[] headers) => Host.Client().PostAsync("auth/web/refresh", null, headers);

    internal Task<Reply> SignOutAsync(string cookie) => Host.Client().PostAsync("auth/web/signout", null, From(Own, cookie));
}
