using System.Globalization;
using Rupaya.Load.Driving;
using Rupaya.Load.Gates;
using Rupaya.Load.Ratios;
using Rupaya.Load.Scenarios;
using Rupaya.Load.World;

namespace Rupaya.Load.Commands;

/// <summary>A scenario under a profile.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromMinutes(8);

    /// <exception cref="InvalidOperationException">No such scenario or profile: the known ones are listed.</exception>
    public static async Task RunAsync(string scenarioName, string profileName, CancellationToken stop)
    {
        var (scenario, profile) = Find(scenarioName, profileName);
        await using var bench = new Bench();
        var population = await bench.PopulationAsync();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var refreshing = RefreshAsync(population, bench.Api, over.Token);
        var watch = new ServerWatch(bench.Metrics);
        var watching = watch.WatchAsync(over.Token);
        var memory = new ServerMemory(profile);
        using var driver = new Driver(
            bench.Endpoint,
            scenario.Calls(population),
            second =>
            {
                Tell(scenario, profile, second);
                memory.Look(second.At);
            }
        );
        var measured = await Task.Run(
            () =>
                profile.Steps.Count == 0
                    ? driver.ClosedLoop(1, TimeSpan.FromSeconds(Profile.SequentialSeconds), stop)
                    : driver.OpenLoop(profile.Steps, TimeSpan.FromSeconds(scenario.Think), stop),
            CancellationToken.None
        );
        await over.CancelAsync();
        await watching;
        await Parts.KeepAsync(new Part(Run: new ScenarioRun(scenario.Name, profile.Name, measured, watch.HitRate, watch.Pauses)));
        foreach (var figure in memory.Figures())
        {
            await Parts.KeepAsync(new Part(Figure: figure));
        }
        await refreshing;
        Console.WriteLine();
        measured.Problems.ToList().ForEach(Console.WriteLine);
    }

    public static (Scenario Scenario, Profile Profile) Find(string scenarioName, string profileName)
    {
        var scenario = Scenario.Named(scenarioName);
        var profile =
            Profile.All.FirstOrDefault(p => p.Name == profileName)
            ?? throw new InvalidOperationException(
                $"There is no profile {profileName}. Known: {string.Join(", ", Profile.All.Select(p => p.Name))}."
            );
        return (scenario, profile);
    }

    private static async Task RefreshAsync(Population population, Uri url, CancellationToken over)
    {
        try
        {
            while (true)
            {
                await Task.Delay(RefreshEvery, over);
                await population.RefreshAsync(url);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private static void Tell(Scenario scenario, Profile profile, Second second)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{scenario.Name} {profile.Name} {second.At + 1}/{profile.Seconds} s: {second.Count}/s, P50 {second.P50Ms:0.0} ms, P95 {second.P95Ms:0.0} ms, {second.Errors} errors"
        );
        if (!Console.IsOutputRedirected)
        {
            Console.Write($"\r{line}   ");
        }
        else if ((second.At + 1) % 10 == 0)
        {
            Console.WriteLine(line);
        }
    }
}
