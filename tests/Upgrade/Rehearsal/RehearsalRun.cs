using System.Net;
using System.Net.Sockets;
using Npgsql;
using Rupaya.Chaos;
using Rupaya.Upgrade.Releases;

namespace Rupaya.Upgrade.Rehearsal;

/// <summary>
/// A release and its rollback as they are done in production: migrate, topology, workers, API, and the switch at the balancer, there and back, while
/// clients write and read. Nothing may fail, and what they were told is held against the ledger.
/// </summary>
internal sealed class RehearsalRun(RehearsalPlan plan, BuiltRelease previous, string haproxy, string state)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    private readonly string _logs = Path.Combine(state, "log");

    /// <summary>True when nothing failed, was lost or came twice.</summary>
    public async Task<bool> RunAsync()
    {
        var mails = Directory.CreateTempSubdirectory("rupaya-rehearsal-").FullName;
        await using var hooks = await HookSink.StartAsync();
        await using var database = await TrialDatabase.CreateAsync(Setting("PostgresOwner"), Setting("Postgres"));
        var settings = await TrialSettings.OfAsync(database, rabbitMq: false, mails);
        var (here, there, front) = (FreePort(), FreePort(), FreePort());
        await using var old = new Stage("a", previous, settings, here, _logs);
        await using var fresh = new Stage("b", BuiltRelease.This, settings, there, _logs);
        await PrepareAsync(previous, settings);
        await using var planted = plan.EqualReadiness ? await EqualReadiness.StartAsync(database.App) : null;
        await old.StartWorkerAsync();
        await old.StartApiAsync();
        var places = new Dictionary<string, int>(StringComparer.Ordinal) { [old.Place] = here, [fresh.Place] = there };
        var checks = new Dictionary<string, int>(StringComparer.Ordinal);
        if (planted is not null)
        {
            checks[old.Place] = planted.Port;
        }
        await using var balancer = await Balancer.StartAsync(haproxy, _logs, front, places, checks);
        using var history = new History(Path.Combine(_logs, "rehearsal-history.log"));
        using var clients = new Clients(balancer.Address, hooks.Url, history);
        await clients.SignUpAsync();
        clients.Begin();
        await RoundsAsync(old, fresh, balancer, clients, settings);
        await clients.RestAsync();
        var holds = await JudgeAsync(clients, database, settings);
        Directory.Delete(mails, recursive: true);
        return holds;
    }

    private async Task RoundsAsync(Stage old, Stage fresh, Balancer balancer, Clients clients, Dictionary<string, string?> settings)
    {
        Console.WriteLine("round  switch                    requests   failed   drained s    gone s");
        for (var round = 1; round <= plan.Rounds; round++)
        {
            await Task.Delay(Between);
            await PrepareAsync(BuiltRelease.This, settings);
            await SwitchAsync(round, old, fresh, balancer, clients);
            await Task.Delay(Between);
            await SwitchAsync(round, fresh, old, balancer, clients);
        }
    }

    /// <summary>Workers first, then the API.</summary>
    private static async Task SwitchAsync(int round, Stage from, Stage to, Balancer balancer, Clients clients)
    {
        var before = clients.Counts;
        await to.StartWorkerAsync();
        await from.StopWorkerAsync();
        await to.StartApiAsync();
        var (drained, gone) = await to.TakeOverAsync(from, balancer);
        var after = clients.Counts;
        Console.WriteLine(
            $"{round, 5}  {$"to {to.Release.Name}", -24}{after.Answered - before.Answered, 10}{after.Failed - before.Failed, 9}{drained.TotalSeconds, 12:F1}{gone.TotalSeconds, 10:F1}"
        );
    }

    private static async Task PrepareAsync(BuiltRelease release, IReadOnlyDictionary<string, string?> settings)
    {
        foreach (var command in release == BuiltRelease.This ? new[] { "migrate", "topology" } : ["migrate"])
        {
            var (code, output) = await release.RunAsync(settings, command);
            if (code != 0)
            {
                throw new InvalidOperationException($"{release.Name} could not {command}: {output}");
            }
        }
    }

    private async Task<bool> JudgeAsync(Clients clients, TrialDatabase database, IReadOnlyDictionary<string, string?> settings)
    {
        var judgement = await Judgement.OfAsync(clients, database, settings);
        judgement.Problems.ForEach(Console.WriteLine);
        Console.WriteLine($"rehearsal: {2 * plan.Rounds} switches, {judgement}");
        return judgement.Holds;
    }

    private static string Setting(string name) => Environment.GetEnvironmentVariable($"ConnectionStrings__{name}")!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
