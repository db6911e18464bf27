using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Rupaya.Infrastructure.Platform.Caching;

namespace Rupaya.Upgrade.Rehearsal;

/// <summary>
/// Logins of its own at the shared servers, each with the rights that the product's login has; they, and what rotations made of them, go with it.
/// </summary>
internal sealed class TrialLogins : IAsyncDisposable
{
    private readonly string _name = $"trial{Guid.CreateVersion7():N}";
    private readonly string _password = $"{Guid.CreateVersion7():N}{Guid.CreateVersion7():N}";

    public string Name => _name;

    /// <summary>A role that signs in as a member of the application's.</summary>
    /// <param name="app">The connection string that it is to be like.</param>
    public async Task<string> PostgresAsync(string app)
    {
        await PostgresAsync([$"create role {_name} login password '{_password}' in role rupaya_app"]);
        return new NpgsqlConnectionStringBuilder(app) { Username = _name, Password = _password }.ConnectionString;
    }

    /// <summary>An administrator of the broker, with a virtual host of their own.</summary>
    public async Task<(string Broker, string Management)> RabbitMqAsync()
    {
        var broker = new Uri(await Servers.NewVirtualHostAsync());
        using var http = Servers.Management();
        (await http.PutAsJsonAsync($"api/users/{_name}", new { password = _password, tags = "administrator" })).EnsureSuccessStatusCode();
        var rights = new
        {
            configure = ".*",
            write = ".*",
            read = ".*",
        };
        (await http.PutAsJsonAsync($"api/permissions{broker.AbsolutePath}/{_name}", rights)).EnsureSuccessStatusCode();
        return (With(broker.ToString()), With(Servers.RabbitMqManagement));
    }

    /// <summary>A user with the rights of the default one.</summary>
    public async Task<string> RedisAsync()
    {
        await using var users = await RedisUsers.ConnectAsync(Redis());
        await users.OpenAsync(RedisUsers.Default, _name, _password);
        return $"127.0.0.1:{Servers.PortOf(Servers.Redis)},user={_name},password={_password}";
    }

    private static IConfiguration Redis() =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Redis"] = Servers.Redis })
            .Build();

    private string With(string address) =>
        new UriBuilder(address) { UserName = _name, Password = _password }
            .Uri
            .AbsoluteUri;

    public async ValueTask DisposeAsync()
    {
        await PostgresAsync([$"drop role if exists {_name}_a", $"drop role if exists {_name}_b", $"drop role if exists {_name}"]);
        using var http = Servers.Management();
        await using var redis = await RedisUsers.ConnectAsync(Redis());
        foreach (var user in new[] { _name, $"{_name}_a", $"{_name}_b" })
        {
            using var _ = await http.DeleteAsync($"api/users/{user}");
            await redis.CloseAsync(user);
        }
    }

    private static async Task PostgresAsync(string[] statements)
    {
        await using var admin = NpgsqlDataSource.Create(Servers.PostgresAdmin + ";Pooling=false");
        foreach (var statement in statements)
        {
            await using var command = admin.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }
}
