using System.Net;
using Rupaya.Chaos;
using Rupaya.Upgrade.Journey;

namespace Rupaya.Upgrade.Releases;

/// <summary>
/// The release before this one makes a book and goes on serving while this one migrates its database and starts beside it; then both work on it at
/// once. Planted, this release renames a column that the one before it works with: then the trial must fail, and is over with that.
/// </summary>
internal sealed class UpgradeTrial(BuiltRelease previous, bool rabbitMq, bool planted, HookSink hooks, string logs, Report report)
{
    private const string Person = "asha";
    private const int Writes = 20;
    private const string Rename = "alter table goals rename column name to title";
    private const string AfterPlanted = "PUT /api/v1/goals/{goalId}";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>What both must say the same of.</summary>
    private static readonly string[] Views =
    [
        "accounts",
        "categories",
        "transactions?limit=200",
        "analytics/dashboard",
        "wallet/summary",
        "notifications",
        "books",
        "user/profile",
        "sync?since=0&limit=500",
    ];

    private string Transport => rabbitMq ? "rabbitmq" : "inprocess";

    public async Task RunAsync(IReadOnlyList<JourneyStep> steps)
    {
        var mails = Directory.CreateTempSubdirectory("rupaya-upgrade-").FullName;
        await using var database = await TrialDatabase.CreateAsync(Servers.PostgresOwner, Servers.Postgres);
        var settings = await TrialSettings.OfAsync(database, rabbitMq, mails);
        var processes = new List<ReleaseProcess>();
        try
        {
            await MigrateAsync(previous, settings);
            processes.AddRange(await StartAsync(previous, settings));
            using var known = new JourneyRun(
                processes[0].Address,
                new Known(mails, hooks.Url),
                async a => (await previous.RunAsync(settings, a)).Code
            );
            await OldAsync(
                known,
                planted ? [.. steps.TakeWhile(s => s.Operation != AfterPlanted)] : steps,
                settings,
                processes[0],
                database
            );
            if (planted)
            {
                return;
            }
            processes.AddRange(await StartAsync(BuiltRelease.This, settings));
            using var fresh = known.At(processes[^1].Address);
            await BothAsync(known, fresh, database);
            await VerifyAsync(settings, database);
        }
        finally
        {
            foreach (var process in processes)
            {
                await process.DisposeAsync();
            }
            Directory.Delete(mails, recursive: true);
        }
    }

    /// <summary>The API last, which requests go to.</summary>
    private async Task<List<ReleaseProcess>> StartAsync(BuiltRelease release, IReadOnlyDictionary<string, string?> settings)
    {
        string[] roles = rabbitMq ? ["serve", "work"] : ["all"];
        var started = await Task.WhenAll(roles.Select(role => ReleaseProcess.StartAsync(release, role, settings, logs)));
        return [.. release == BuiltRelease.This ? started.Reverse() : started];
    }

    /// <summary>With the schema of this release, the one before does everything it ever did.</summary>
    private async Task OldAsync(
        JourneyRun old,
        IReadOnlyList<JourneyStep> steps,
        IReadOnlyDictionary<string, string?> settings,
        ReleaseProcess api,
        TrialDatabase database
    )
    {
        var operations = await old.OperationsAsync();
        // Signs up and opens accounts, as many steps as make a book, before this release is there.
        var before = steps.TakeWhile(s => s.Operation != "GET /api/v1/transactions").ToList();
        await old.RunAsync(before, operations);
        report.Check($"{Transport}: {previous.Name} makes a book", old.Problems);
        await MigrateAsync(BuiltRelease.This, settings);
        await (planted ? database.RunAsync(Rename) : ReadyAsync(api));
        await old.RunAsync([.. steps.Skip(before.Count)], operations);
        report.Check($"{Transport}: {previous.Name} does each of its {operations.Count} operations on this release's schema", old.Problems);
        if (!planted)
        {
            report.Check($"{Transport}: the table has all of them", operations.Except(old.Done).Select(o => $"{o} was not called"));
        }
    }

    private async Task MigrateAsync(BuiltRelease release, IReadOnlyDictionary<string, string?> settings)
    {
        foreach (var command in rabbitMq || release == BuiltRelease.This ? new[] { "migrate", "topology" } : ["migrate"])
        {
            var (code, output) = await release.RunAsync(settings, command);
            report.Check($"{Transport}: {release.Name} runs {command}", code == 0, $"{code}: {output}");
        }
    }

    private async Task ReadyAsync(ReleaseProcess api)
    {
        var (status, text) = await api.HealthAsync();
        if (previous.IsReadyWithNewerSchema)
        {
            report.Check($"{Transport}: {previous.Name} stays ready", status == HttpStatusCode.OK, text);
            return;
        }
        // What this release is the first to mend: an upgrade from there needs a moment without the service.
        var known = status == HttpStatusCode.ServiceUnavailable && text.Contains("migrations pending", StringComparison.Ordinal);
        report.Check($"{Transport}: {previous.Name} says that it is not ready, as it is known to, and serves", known, text);
    }

    private async Task BothAsync(JourneyRun old, JourneyRun fresh, TrialDatabase database)
    {
        var account = Answers.Find(await old.GetAsync(Person, "/api/v1/accounts"), "0/accountId")!.Value.GetString()!;
        var (income, sums) = ((await IncomeAsync(old)), new List<string>());
        for (var i = 0; i < Writes; i++)
        {
            foreach (var release in new[] { old, fresh })
            {
                await release.PostAsync(Person, "/api/v1/transactions", $$"""{"accountId":"{{account}}","amount":1,"type":"income"}""");
            }
        }
        foreach (var release in new[] { old, fresh })
        {
            var now = await IncomeAsync(release);
            sums.AddRange(now == income + (2 * Writes) ? [] : [$"{now}, not {income + (2 * Writes)}"]);
        }
        report.Check($"{Transport}: each reads at once what the other wrote", sums);
        report.Check($"{Transport}: both dispatchers leave nothing", await QuietAsync(database));
        var differences = new List<string>();
        foreach (var view in Views)
        {
            var (said, there) = (await old.GetAsync(Person, $"/api/v1/{view}"), await fresh.GetAsync(Person, $"/api/v1/{view}"));
            differences.AddRange(Answers.Missing(said, there, view));
        }
        report.Check($"{Transport}: this release says all that {previous.Name} says", differences);
    }

    private static async Task<decimal> IncomeAsync(JourneyRun release) =>
        (await release.GetAsync(Person, "/api/v1/analytics/dashboard")).GetProperty("income").GetDecimal();

    private static async Task<string[]> QuietAsync(TrialDatabase database)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var left = await database.LeftAsync();
        while (left.Length > 0 && TimeProvider.System.GetElapsedTime(begun) < Patience)
        {
            await Task.Delay(200);
            left = await database.LeftAsync();
        }
        return left.Length == 0 ? [] : [$"{left} after {Patience.TotalSeconds} s"];
    }

    private async Task VerifyAsync(IReadOnlyDictionary<string, string?> settings, TrialDatabase database)
    {
        var dead = await database.DeadAsync() + (rabbitMq ? await TrialSettings.DeadLettersAsync(settings) : 0);
        report.Check($"{Transport}: no dead letter", dead == 0, $"{dead} dead letters");
        var changed = await database.ChangedEffectsAsync();
        report.Check($"{Transport}: no effect has another contract than before", changed.Length == 0, changed);
        foreach (var release in new[] { previous, BuiltRelease.This })
        {
            var (code, output) = await release.RunAsync(settings, "verify");
            report.Check($"{Transport}: {release.Name} finds the books exact", code == 0, output);
        }
    }
}
