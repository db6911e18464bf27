using Rupaya.Load.Gates;
using Rupaya.Load.Ratios;
using Rupaya.Load.World;

namespace Rupaya.Load.Commands;

/// <summary>Contests of the product with its yardsticks.</summary>
internal static class RatiosCommand
{
    private const int ImportRows = 100_000;
    private const int QuickImportRows = 20_000;
    private const int QuickPairs = 5;
    private const int DeepPage = 5000;

    public static IReadOnlyList<string> Known { get; } =
    ["create", "reads", "cached", "dashboards", "dashboard-sql", "pages", "import", "sign-in", "ways", "programs", "consuming", "tracing"];

    public static async Task RunAsync(IReadOnlyList<string> names, int pairs, double seconds, CancellationToken stop)
    {
        Check(names);
        await using var bench = new Bench();
        var run = new ContestRun(Console.WriteLine);
        var unjudged = new List<string>();
        foreach (var name in names.TakeWhile(_ => !stop.IsCancellationRequested))
        {
            try
            {
                // Signed in anew for each: all of them together take longer than a token lasts.
                var population = await bench.PopulationAsync();
                await using var ways = name == "ways" ? await SigninWays.MakeAsync(bench, population) : null;
                var contest = ways?.Contest(bench, population) ?? await MakeAsync(name, bench, population, pairs);
                var judgement = await run.RunAsync(contest, pairs, seconds, stop);
                await Parts.KeepAsync(new Part(Ratios: judgement.Verdicts));
                if (judgement.Failure is { } failure)
                {
                    unjudged.Add($"{name}: {failure.Message}");
                }
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                // The others may find the machine quieter, and the product well.
                unjudged.Add($"{name}: {e.Message}");
            }
        }
        if (unjudged.Count > 0)
        {
            throw new InvalidOperationException(string.Join(' ', unjudged));
        }
    }

    /// <exception cref="InvalidOperationException">No such contest: the known ones are listed.</exception>
    public static void Check(IReadOnlyList<string> names)
    {
        if (names.FirstOrDefault(n => !Known.Contains(n)) is { } unknown)
        {
            throw new InvalidOperationException($"There is no contest {unknown}. Known: {string.Join(", ", Known)}.");
        }
    }

    private static async Task<Contest> MakeAsync(string name, Bench bench, Population population, int pairs) =>
        name switch
        {
            "create" => await Contests.CreateAsync(bench, population),
            "consuming" => await Contests.CreateWhileConsumingAsync(bench, population),
            "tracing" => await Contests.TracingAsync(bench, population),
            "sign-in" => Contests.SignIn(bench, population),
            "programs" => await ProgramReads.MakeAsync(bench, population),
            "reads" => await Contests.ReadsAsync(bench, population),
            "cached" => await Contests.CachedAsync(bench, population),
            "dashboards" => Contests.Dashboards(bench, population),
            "dashboard-sql" => await Contests.DashboardsToSqlAsync(bench, population),
            "pages" => await Contests.PagesAsync(bench, population, DeepPage),
            _ => Contests.Imports(bench, pairs > QuickPairs ? ImportRows : QuickImportRows),
        };
}
