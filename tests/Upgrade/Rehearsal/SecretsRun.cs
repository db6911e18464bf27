using Npgsql;
using Rupaya.Chaos;
using Rupaya.Upgrade.Releases;

namespace Rupaya.Upgrade.Rehearsal;

/// <summary>
/// Every secret is replaced while clients write and read: the new one beside the old one, the processes one after the other behind the balancer, then
/// the old one goes. Nothing may fail, nobody has to sign in again, and no secret is to be seen.
/// </summary>
internal sealed class SecretsRun(string haproxy, string state)
{
    private static readonly string[] Secrets = ["jwt", "token", "master", "postgres", "redis", "rabbitmq"];

    // Longer than it takes to replace the processes of this trial on a busy machine.
    private const int OverlapSeconds = 45;

    private readonly string _logs = Directory.CreateDirectory(Path.Combine(state, "log", $"secrets-{Guid.CreateVersion7():N}")).FullName;

    /// <summary>True when nothing failed, nobody was signed out and no secret was seen.</summary>
    public async Task<bool> RunAsync()
    {
        var mails = Directory.CreateTempSubdirectory("rupaya-secrets-").FullName;
        await using var logins = new TrialLogins();
        await using var hooks = await HookSink.StartAsync();
        await using var database = await TrialDatabase.CreateAsync(Servers.PostgresOwner, Servers.Postgres);
        await using var list = ProcessList.Watch();
        var store = await TrialStore.CreateAsync(Path.Combine(mails, "app.env"), database, logins, mails);
        await store.RunAsync("migrate");
        await store.RunAsync("topology");
        await using var places = await Places.StartAsync(haproxy, _logs, store);
        using var history = new History(Path.Combine(_logs, "history.log"));
        using var clients = new Clients(places.Address, hooks.Url, history);
        await clients.SignUpAsync();
        using var person = await new Client(places.Address).SignUpAsync();
        var sessions = await SessionsAsync(database);
        clients.Begin();
        await RotateAllAsync(store, places, clients, person);
        await clients.RestAsync();
        var judgement = await Judgement.OfAsync(clients, database, store.Settings());
        var signedIn = await SessionsAsync(database) - sessions;
        var seen = list.With(store.Ever).Concat(store.FilesWith(_logs)).Distinct(StringComparer.Ordinal).ToList();
        judgement.Problems.Concat(seen.Select(s => $"a secret was to be seen: {s.Split(' ')[0]}")).ToList().ForEach(Console.WriteLine);
        Console.WriteLine(
            $"secrets: {Secrets.Length} replaced, {judgement}, {signedIn} had to sign in again, "
                + $"{seen.Count} places show one of {store.Ever.Count} secrets ({list.Count} command lines and the logs were read)"
        );
        Directory.Delete(mails, recursive: true);
        return judgement.Holds && signedIn == 0 && seen.Count == 0;
    }

    private static async Task RotateAllAsync(TrialStore store, Places places, Clients clients, Client person)
    {
        Console.WriteLine("secret     requests   failed   seconds");
        foreach (var secret in Secrets)
        {
            var (before, begun) = (clients.Counts, TimeProvider.System.GetTimestamp());
            await store.RunAsync("secrets", "rotate", secret, "--after", $"{OverlapSeconds}");
            if (secret == "jwt")
            {
                // Until the new one signs, and a while longer.
                await Task.Delay(TimeSpan.FromSeconds(10));
            }
            else
            {
                await places.ReplaceAsync();
            }
            (await person.RefreshAsync()).Ok();
            if (secret is "token" or "master")
            {
                var left = TimeSpan.FromSeconds(OverlapSeconds + 2) - TimeProvider.System.GetElapsedTime(begun);
                Console.WriteLine($"           replaced with {left.TotalSeconds:F0} s to spare");
                await Task.Delay(left > TimeSpan.Zero ? left : throw new InvalidOperationException($"{secret}: replacing took too long."));
            }
            if (secret is not ("jwt" or "token"))
            {
                await store.RunAsync("secrets", "finish", secret, "--wait", "60");
            }
            (await person.RefreshAsync()).Ok();
            var after = clients.Counts;
            Console.WriteLine(
                $"{secret, -9}{after.Answered - before.Answered, 10}{after.Failed - before.Failed, 9}{TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 10:F1}"
            );
        }
    }

    private static async Task<long> SessionsAsync(TrialDatabase database)
    {
        await using var source = NpgsqlDataSource.Create(database.Owner);
        await using var command = source.CreateCommand("select count(*) from sessions");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
