using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using StackExchange.Redis;

namespace Rupaya.Infrastructure.Platform.Caching;

/// <summary>Users of Redis: a second one with the rights of the first, so that a password changes while the one before it still works.</summary>
public sealed class RedisUsers : IAsyncDisposable
{
    /// <summary>Who signs in with a password alone.</summary>
    public const string Default = "default";

    private readonly ConnectionMultiplexer _connection;

    private RedisUsers(ConnectionMultiplexer connection) => _connection = connection;

    private IServer Server => _connection.GetServers()[0];

    /// <summary>Connects with the login of <c>ConnectionStrings:Redis</c>, which must be allowed to change users.</summary>
    /// <param name="configuration">The settings.</param>
    /// <exception cref="RedisException">It does not answer, or does not know the login.</exception>
    public static async Task<RedisUsers> ConnectAsync(IConfiguration configuration)
    {
        var settings = RedisConnection.Settings(configuration);
        (settings.AbortOnConnectFail, settings.AllowAdmin, settings.ConnectTimeout) = (true, true, 5000);
        return new RedisUsers(await ConnectionMultiplexer.ConnectAsync(settings));
    }

    /// <summary>True where the settings ask for Redis.</summary>
    /// <param name="configuration">The settings.</param>
    public static bool AreNeeded(IConfiguration configuration) => configuration["Cache:Provider"] == CacheOptions.Redis;

    /// <summary>Whether <c>ConnectionStrings:Redis</c> is there and of the right form.</summary>
    /// <param name="configuration">The settings.</param>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public static void Check(IConfiguration configuration) => RedisConnection.Settings(configuration);

    /// <summary>One round trip.</summary>
    public Task PingAsync() => Server.PingAsync();

    /// <summary>Lets a user in with this password and no other, with the rights that another has.</summary>
    /// <param name="like">Whose rights.</param>
    /// <param name="user">The user's name.</param>
    /// <param name="password">The password; the server is told its hash.</param>
    /// <returns>False where the server forgets its users when it restarts.</returns>
    public async Task<bool> OpenAsync(string like, string user, string password)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(password)));
        await AclAsync("SETUSER", [user, "reset", "on", $"#{hash}", .. await RightsAsync(like)]);
        return await KeepAsync();
    }

    /// <summary>How many connections a user has.</summary>
    /// <param name="user">The user's name.</param>
    public async Task<int> ConnectionsAsync(string user)
    {
        var list = (string?)await Server.ExecuteAsync("CLIENT", "LIST") ?? "";
        return list.Split('\n').Count(line => line.Split(' ').Contains($"user={user}", StringComparer.Ordinal));
    }

    /// <summary>Lets a user in no more.</summary>
    /// <param name="user">The user's name; the default one is switched off, since it cannot go.</param>
    public async Task CloseAsync(string user)
    {
        await AclAsync(user == Default ? "SETUSER" : "DELUSER", user == Default ? [user, "reset", "off"] : [user]);
        await KeepAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    // A rule is "user NAME on #hash ~* &* +@all (~x +get)": what stands behind name, state and passwords is the rights.
    private async Task<string[]> RightsAsync(string user)
    {
        var rules = (string?[]?)await Server.ExecuteAsync("ACL", "LIST") ?? [];
        var rule =
            Array.Find(rules, r => r?.StartsWith($"user {user} ", StringComparison.Ordinal) == true)
            ?? throw new InvalidOperationException($"Redis has no user {user}.");
        return [.. Parts(rule).Skip(2).Where(p => p is not ("on" or "off" or "nopass") && !p.StartsWith('#'))];
    }

    // A selector in parentheses is one part.
    private static IEnumerable<string> Parts(string rule)
    {
        var (begin, depth) = (0, 0);
        for (var i = 0; i <= rule.Length; i++)
        {
            depth +=
                i == rule.Length
                    ? 0
                    : rule[i] switch
                    {
                        '(' => 1,
                        ')' => -1,
                        _ => 0,
                    };
            if (i == rule.Length || (rule[i] == ' ' && depth == 0))
            {
                yield return rule[begin..i];
                begin = i + 1;
            }
        }
    }

    private async Task<bool> KeepAsync()
    {
        try
        {
            await AclAsync("SAVE", []);
            return true;
        }
        catch (RedisServerException)
        {
            return await RewriteAsync();
        }
    }

    // Without a file of its own for users they stand in the server's configuration.
    private async Task<bool> RewriteAsync()
    {
        try
        {
            await Server.ConfigRewriteAsync();
            return true;
        }
        catch (RedisServerException)
        {
            return false;
        }
    }

    private Task<RedisResult> AclAsync(string what, string[] arguments) => Server.ExecuteAsync("ACL", [what, .. arguments]);
}
