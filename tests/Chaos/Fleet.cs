using Npgsql;

namespace Rupaya.Chaos;

/// <summary>The product's processes on one transport: an API and a worker with RabbitMQ and Redis, or everything in one.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly CommitCutter _cutter;

    private Fleet(bool rabbitMq, CommitCutter cutter, IReadOnlyList<Managed> processes)
    {
        (RabbitMq, _cutter, Processes) = (rabbitMq, cutter, processes);
    }

    public bool RabbitMq { get; }

    public string Transport => RabbitMq ? "rabbitmq" : "inprocess";

    public CommitCutter Cutter => _cutter;

    public IReadOnlyList<Managed> Processes { get; }

    /// <summary>The one that answers requests.</summary>
    public Managed Api => Processes[0];

    /// <summary>The one that runs effects; embedded it is the same.</summary>
    public Managed Worker => Processes[^1];

    public static async Task<Fleet> StartAsync(bool rabbitMq, ServerProcesses servers, int mailPort)
    {
        var postgres = new NpgsqlConnectionStringBuilder(Servers.Postgres);
        var cutter = new CommitCutter(postgres.Port);
        postgres.Port = cutter.Port;
        var settings = Settings(rabbitMq, postgres.ConnectionString, mailPort);
        Managed Process(string name, string role) => new(name, role, servers, settings);
        IReadOnlyList<Managed> processes = rabbitMq ? [Process("api", "serve"), Process("worker", "work")] : [Process("app", "all")];
        foreach (var process in processes)
        {
            await process.StartAsync();
        }
        return new Fleet(rabbitMq, cutter, processes);
    }

    public Task ReadyAsync() => Task.WhenAll(Processes.Select(p => p.ReadyAsync()));

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Processes)
        {
            await process.DisposeAsync();
        }
        _cutter.Dispose();
    }

    private static Dictionary<string, string?> Settings(bool rabbitMq, string postgres, int mailPort) =>
        new(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Postgres"] = postgres,
            ["Messaging:Transport"] = rabbitMq ? "RabbitMq" : "InProcess",
            ["Cache:Provider"] = rabbitMq ? "Redis" : "Memory",
            ["RateLimits:InternalCallers:0"] = "127.0.0.1",
            ["Web:MetricsPort"] = "",
            ["Webhooks:AllowHttp"] = "true",
            ["Webhooks:AllowedNetworks:0"] = "127.0.0.0/8",
            ["Webhooks:RetryMs"] = "500",
            ["Webhooks:TimeoutSeconds"] = "5",
            ["Mail:Host"] = "127.0.0.1",
            ["Mail:Port"] = $"{mailPort}",
            ["Mail:Tls"] = "false",
        };
}
