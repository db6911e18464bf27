using System.Security.Cryptography;
using Npgsql;

namespace Rupaya.Integration.Fixtures;

/// <summary>The product as operators run it: real processes on a database of their own. Security is tested from outside.</summary>
public abstract class Deployment : IAsyncLifetime
{
    private readonly List<ProductProcess> _processes = [];
    private Dictionary<string, string?> _settings = [];

    internal TestDatabase Database { get; private set; } = null!;
    internal Mailbox Mail { get; } = new();
    internal IReadOnlyList<ProductProcess> Processes => _processes;
    internal IReadOnlyDictionary<string, string?> Settings => _settings;

    /// <summary>The processes that serve; requests may go to any of them.</summary>
    internal IReadOnlyList<ProductProcess> Apis { get; private set; } = [];

    /// <summary>What the log stream holds by now.</summary>
    internal IEnumerable<string> Log => _processes.SelectMany(p => p.Log());

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        _settings = new(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Postgres"] = Database.App,
            ["ConnectionStrings:PostgresOwner"] = new NpgsqlConnectionStringBuilder(Servers.PostgresOwner)
            {
                Database = Database.Name,
            }.ConnectionString,
            ["Security:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Security:TokenSecret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Security:KeyActivationSeconds"] = "4",
            ["Security:KeyRefreshSeconds"] = "1",
            ["RateLimits:Enabled"] = "false",
            // What administrators do is tested without their codes; that they need them is a test of its own.
            ["Security:AdminsNeedMfa"] = "false",
            ["Housekeeping:Seconds"] = "1",
        };
        _settings = _settings.And(Mail.Settings).And(await OwnSettingsAsync());
        Apis = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }
        await Database.DisposeAsync();
        Mail.Dispose();
        GC.SuppressFinalize(this);
    }

    internal Client Client(int api = 0) => new(Apis[api % Apis.Count].Address);

    internal Task<Client> SignedUpAsync() => Client().SignUpAsync();

    /// <summary>An administrator, made as the command makes one.</summary>
    internal async Task<Client> AdminAsync()
    {
        var client = await SignedUpAsync();
        await Database.RunAsync($"update users set role = 'admin' where user_id = '{client.UserId}'");
        return client;
    }

    /// <summary>The events about a user, in order.</summary>
    internal Task<string[]> AuditAsync(Guid userId) =>
        Database.ScalarAsync<string[]>("select coalesce(array_agg(event order by n), '{}') from audit_log where subject_id = $1", userId);

    /// <summary>Another process of this deployment with some settings changed.</summary>
    internal Task<ProductProcess> AnotherAsync(string role, params (string Name, string Value)[] settings)
    {
        var changed = new Dictionary<string, string?>(_settings, StringComparer.Ordinal);
        foreach (var (name, value) in settings)
        {
            changed[name] = value;
        }
        return ProductProcess.StartAsync(role, changed);
    }

    /// <summary>Stops every serving process with SIGKILL and starts them anew, elsewhere.</summary>
    internal async Task RestartAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }
        _processes.Clear();
        Apis = await StartAsync();
    }

    private protected abstract Task<Dictionary<string, string?>> OwnSettingsAsync();

    private protected abstract Task<IReadOnlyList<ProductProcess>> StartAsync();

    private protected async Task<ProductProcess> AddAsync(string role)
    {
        var process = await ProductProcess.StartAsync(role, _settings);
        _processes.Add(process);
        return process;
    }
}

/// <summary>Everything in one process, with PostgreSQL only.</summary>
public sealed class EmbeddedDeployment : Deployment
{
    private protected override Task<Dictionary<string, string?>> OwnSettingsAsync() =>
        Task.FromResult(new Dictionary<string, string?>(StringComparer.Ordinal));

    private protected override async Task<IReadOnlyList<ProductProcess>> StartAsync() => [await AddAsync("all")];
}

/// <summary>Two API processes and a worker, with RabbitMQ and Redis.</summary>
public sealed class FullDeployment : Deployment
{
    private protected override async Task<Dictionary<string, string?>> OwnSettingsAsync() =>
        Fixtures.Settings.RabbitMq(await Servers.NewVirtualHostAsync()).And(Fixtures.Settings.Redis(Servers.Redis));

    private protected override async Task<IReadOnlyList<ProductProcess>> StartAsync()
    {
        await AddAsync("work");
        return [await AddAsync("serve"), await AddAsync("serve")];
    }
}
