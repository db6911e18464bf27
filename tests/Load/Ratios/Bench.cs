using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Rupaya.Load.Driving;
using Rupaya.Load.World;
using Rupaya.Support;

namespace Rupaya.Load.Ratios;

/// <summary>Where everything is that is measured, from the environment that <c>./rupaya load</c> sets.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public Uri Api { get; } = new(Setting("LOAD_URL"));
    public Uri Metrics { get; } = new(Setting("LOAD_METRICS"));
    public string File { get; } = Setting("LOAD_POPULATION");
    public NpgsqlDataSource Admin { get; } = NpgsqlDataSource.Create(Setting("LOAD_ADMIN"));
    public NpgsqlDataSource Owner { get; } = NpgsqlDataSource.Create(Servers.PostgresOwner);

    public IPEndPoint Endpoint => At(Api);

    public IPEndPoint Yardstick => At(new Uri(Setting("LOAD_YARDSTICK")));

    /// <summary>The process that exports its traces.</summary>
    public IPEndPoint Traced => At(new Uri(Setting("LOAD_TRACED")));

    public Task<Population> PopulationAsync() => Population.LoadAsync(File, Api);

    /// <summary>Nobody else signs in: a hash takes 19 MiB, of which a process keeps some.</summary>
    public async Task<Person> LargestAsync() => (await Population.LoadAsync(File, Api, p => p.Largest)).Largest;

    /// <summary>A closed loop against the product, or what is at <paramref name="target"/>.</summary>
    public Arm ClosedLoop(string name, ICalls calls, int clients, IPEndPoint? target = null)
    {
        var driver = new Driver(target ?? Endpoint, calls);
        return new Arm(
            name,
            (seconds, stop) =>
                Task.Run(() => Block.Of(driver.ClosedLoop(clients, TimeSpan.FromSeconds(seconds), stop)), CancellationToken.None)
        );
    }

    /// <summary>Scripts through pgbench, each time one of them, as the product's user.</summary>
    public Arm Pgbench(string name, IReadOnlyList<string> scripts, int clients, int books = 1) =>
        new(
            name,
            async (seconds, _) =>
            {
                await CheckpointAsync();
                var log = Path.Combine(Path.GetTempPath(), $"rupaya-pgbench-{Environment.ProcessId}");
                var output = await RunAsync(
                    "pgbench",
                    [
                        "-n",
                        "-M",
                        "prepared",
                        "-c",
                        $"{clients}",
                        "-j",
                        "1",
                        "-T",
                        ((int)Math.Ceiling(seconds)).ToString(CultureInfo.InvariantCulture),
                        "-D",
                        "picked=0",
                        "-D",
                        $"books={books}",
                        "-l",
                        $"--log-prefix={log}",
                        .. scripts.SelectMany(script => new[] { "-f", script }),
                    ]
                );
                var rate = output.Split('\n').First(l => l.StartsWith("tps = ", StringComparison.Ordinal)).Split(' ')[2];
                return new Block(double.Parse(rate, CultureInfo.InvariantCulture), P95(log));
            }
        );

    /// <summary>Before blocks that write: both arms start from flushed pages, and nobody dispatches what a benchmark wrote.</summary>
    public async Task CheckpointAsync()
    {
        await ExecuteAsync(Owner, "truncate outbox");
        await ExecuteAsync(Admin, "checkpoint");
    }

    public static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>One of PostgreSQL's programs, as the product's user.</summary>
    public static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        var app = new NpgsqlConnectionStringBuilder(Servers.Postgres);
        var start = new ProcessStartInfo(Path.Combine(Setting("PG_BIN"), program), arguments)
        {
            Environment =
            {
                ["PGHOST"] = app.Host,
                ["PGPORT"] = app.Port.ToString(CultureInfo.InvariantCulture),
                ["PGUSER"] = app.Username,
                ["PGPASSWORD"] = app.Password,
                ["PGDATABASE"] = app.Database,
            },
        };
        var (code, output) = await Programs.RunAsync(start);
        return code == 0 ? output : throw new InvalidOperationException($"{program}: {output}");
    }

    public static string Setting(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set: start it with ./rupaya load.");

    public async ValueTask DisposeAsync()
    {
        await Admin.DisposeAsync();
        await Owner.DisposeAsync();
    }

    private static double P95(string log)
    {
        var times = new List<double>();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(log)!, Path.GetFileName(log) + ".*"))
        {
            times.AddRange(System.IO.File.ReadLines(file).Select(l => double.Parse(l.Split(' ')[2], CultureInfo.InvariantCulture) / 1000));
            System.IO.File.Delete(file);
        }
        times.Sort();
        return times.Count == 0 ? 0 : times[(int)((times.Count - 1) * 0.95)];
    }

    private static IPEndPoint At(Uri url) => new(IPAddress.Parse(url.Host), url.Port);
}
