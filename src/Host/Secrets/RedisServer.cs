using Rupaya.Infrastructure.Platform.Caching;

namespace Rupaya.Host.Secrets;

/// <summary>Redis: a second user with the rights of the first.</summary>
internal sealed class RedisServer : ILoginServer
{
    private const string Setting = "ConnectionStrings__Redis";

    public string Name => "Redis";
    public string Word => "redis";
    public TimeSpan CountsLateBy => TimeSpan.Zero;

    public string LoginIn(IConfiguration configuration) => PartsOf(configuration).User ?? RedisUsers.Default;

    public async Task<string> OpenAsync(IConfiguration configuration, string like, string login, string password)
    {
        await using var users = await RedisUsers.ConnectAsync(configuration);
        return await users.OpenAsync(like, login, password)
            ? ""
            : " Redis has no place to keep its users in and forgets them when it restarts: give it an aclfile.";
    }

    public void Put(RotationContext context, string login, string password)
    {
        var (_, others) = PartsOf(context.Configuration);
        context.Store.Set(Setting, string.Join(',', others.Append($"user={login}").Append($"password={password}")));
    }

    public async Task<ILogins> ConnectAsync(IConfiguration configuration) => new Logins(await RedisUsers.ConnectAsync(configuration));

    private (string? User, IEnumerable<string> Others) PartsOf(IConfiguration configuration)
    {
        var text = configuration.GetConnectionString(Name) ?? throw new InvalidOperationException("ConnectionStrings:Redis is not set.");
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var user = Array.Find(parts, p => p.StartsWith("user=", StringComparison.OrdinalIgnoreCase))?["user=".Length..];
        return (
            user,
            parts.Where(p =>
                !p.StartsWith("user=", StringComparison.OrdinalIgnoreCase) && !p.StartsWith("password=", StringComparison.OrdinalIgnoreCase)
            )
        );
    }

    private sealed class Logins(RedisUsers users) : ILogins
    {
        public async Task<long> ConnectionsAsync(string login) => await users.ConnectionsAsync(login);

        public Task CloseAsync(string login) => users.CloseAsync(login);

        public ValueTask DisposeAsync() => users.DisposeAsync();
    }
}
