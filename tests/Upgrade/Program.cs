using System.Globalization;
using Rupaya.Chaos;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Upgrade.Document;
using Rupaya.Upgrade.Journey;
using Rupaya.Upgrade.Migrations;
using Rupaya.Upgrade.Rehearsal;
using Rupaya.Upgrade.Releases;

// This release beside the one before it; see ./rupaya upgrade, rehearse, openapi diff and check migrations.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return args switch
{
    ["openapi-diff", var older, var newer, var changeLog] => DocumentGate.Run(older, newer, changeLog),
    ["check-migrations", .. var released] => CheckMigrations(released),
    ["upgrade", var name, var folder] => await UpgradeAsync(new BuiltRelease(name, folder), planted: false),
    ["upgrade", var name, var folder, "--plant", "renamed-column"] => await UpgradeAsync(new BuiltRelease(name, folder), planted: true),
    ["rehearse", var name, var folder, .. var plan] => await RehearseAsync(new BuiltRelease(name, folder), plan),
    ["rotate-secrets"] => await RotateSecretsAsync(),
    _ => Explain(),
};

static int CheckMigrations(string[] released)
{
    var allowed = MigrationLint.ReadAllowed(Path.Combine(AppContext.BaseDirectory, "Migrations", "allowed.txt"));
    var found = new MigrationLint(allowed).Find(MigrationScript.All, released.ToHashSet(StringComparer.Ordinal));
    foreach (var finding in found)
    {
        Console.WriteLine(finding);
    }
    Console.WriteLine($"{MigrationScript.All.Count} migrations, {found.Count} problems");
    return found.Count == 0 ? 0 : 1;
}

static async Task<int> UpgradeAsync(BuiltRelease previous, bool planted)
{
    var logs = Directory.CreateTempSubdirectory("rupaya-upgrade-logs-").FullName;
    var (report, steps) = (new Report(), JourneyStep.Read(Path.Combine(AppContext.BaseDirectory, "Journey", "operations.txt")));
    await using var hooks = await HookSink.StartAsync();
    bool[] transports = planted ? [false] : [false, true];
    await Task.WhenAll(transports.Select(rabbitMq => new UpgradeTrial(previous, rabbitMq, planted, hooks, logs, report).RunAsync(steps)));
    Console.WriteLine($"upgrade: {report.Passed} passed, {report.Failed} failed");
    if (report.Failed == 0 || planted)
    {
        Directory.Delete(logs, recursive: true);
        return report.Failed == 0 ? 0 : 1;
    }
    Console.WriteLine($"The logs of the processes are in {logs}.");
    return 1;
}

static async Task<int> RehearseAsync(BuiltRelease previous, string[] arguments)
{
    try
    {
        var (haproxy, state) = (Environment.GetEnvironmentVariable("HAPROXY")!, Environment.GetEnvironmentVariable("RUPAYA_STATE")!);
        return await new RehearsalRun(RehearsalPlan.Parse(arguments), previous, haproxy, state).RunAsync() ? 0 : 1;
    }
    catch (InvalidOperationException e)
    {
        await Console.Error.WriteLineAsync($"rehearsal: {e.Message}");
        return 1;
    }
}

static async Task<int> RotateSecretsAsync()
{
    var (haproxy, state) = (Environment.GetEnvironmentVariable("HAPROXY")!, Environment.GetEnvironmentVariable("RUPAYA_STATE")!);
    return await new SecretsRun(haproxy, state).RunAsync() ? 0 : 1;
}

static int Explain()
{
    Console.Error.WriteLine(
        "check-migrations [RELEASED-ID …] | upgrade NAME FOLDER [--plant renamed-column]"
            + " | rehearse NAME FOLDER [--rounds N] [--plant equal-readiness] | rotate-secrets"
    );
    return 2;
}
