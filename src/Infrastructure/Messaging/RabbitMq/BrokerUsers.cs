using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Rupaya.Infrastructure.Messaging.RabbitMq;

/// <summary>
/// Users of RabbitMQ, through its management API: a second one with the rights of the first, so that a password changes while the one before it
/// still works. Needs an administrator.
/// </summary>
public sealed class BrokerUsers : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;

    /// <param name="management">The management API's address, with the administrator's name and password.</param>
    public BrokerUsers(Uri management) =>
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }).ToManagement(management, Limit);

    /// <summary>Whether <c>ConnectionStrings:RabbitMq</c> is there and of the right form.</summary>
    /// <param name="configuration">The settings.</param>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public static void Check(IConfiguration configuration) => RabbitMqBus.Address(configuration);

    /// <summary>Signs in over AMQP and goes again.</summary>
    /// <param name="configuration">With <c>ConnectionStrings:RabbitMq</c>.</param>
    public static async Task SignInAsync(IConfiguration configuration)
    {
        await using var connection = await BrokerAccess.ConnectAsync(configuration, Limit, CancellationToken.None);
    }

    /// <summary>Who the server takes this login for.</summary>
    public async Task<string> WhoAsync() => (await GetAsync("api/whoami")).GetProperty("name").GetString()!;

    /// <summary>Lets a user in with this password and no other, with the tags and permissions that another has.</summary>
    /// <param name="like">Whose rights.</param>
    /// <param name="user">The user's name.</param>
    /// <param name="password">The password.</param>
    public async Task OpenAsync(string like, string user, string password)
    {
        // A list since 3.9, a text before.
        var tags = (await GetAsync($"api/users/{Escaped(like)}")).GetProperty("tags");
        var text = tags.ValueKind == JsonValueKind.Array ? string.Join(',', tags.EnumerateArray()) : tags.ToString();
        await PutAsync($"api/users/{Escaped(user)}", new { password, tags = text });
        foreach (var rights in (await GetAsync($"api/users/{Escaped(like)}/permissions")).EnumerateArray())
        {
            await PutAsync(
                $"api/permissions/{Escaped(Text(rights, "vhost"))}/{Escaped(user)}",
                new
                {
                    configure = Text(rights, "configure"),
                    write = Text(rights, "write"),
                    read = Text(rights, "read"),
                }
            );
        }
    }

    /// <summary>How many connections a user has; a new one is counted some seconds late.</summary>
    /// <param name="user">The user's name.</param>
    public async Task<int> ConnectionsAsync(string user) =>
        (await GetAsync("api/connections?columns=user"))
            .EnumerateArray()
            .Count(c => c.TryGetProperty("user", out var name) && name.GetString() == user);

    /// <summary>Lets a user in no more; whoever is not there is no mistake.</summary>
    /// <param name="user">The user's name.</param>
    public async Task CloseAsync(string user)
    {
        using var reply = await _http.DeleteAsync(Relative($"api/users/{Escaped(user)}"));
        if (reply.StatusCode != HttpStatusCode.NotFound)
        {
            reply.EnsureSuccessStatusCode();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private Task<JsonElement> GetAsync(string path) => _http.GetFromJsonAsync<JsonElement>(Relative(path));

    private async Task PutAsync(string path, object body)
    {
        using var reply = await _http.PutAsJsonAsync(Relative(path), body);
        reply.EnsureSuccessStatusCode();
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static Uri Relative(string path) => new(path, UriKind.Relative);

    private static string Escaped(string text) => Uri.EscapeDataString(text);
}
