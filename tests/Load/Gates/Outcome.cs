using Rupaya.Load.Driving;
using Rupaya.Load.Ratios;

namespace Rupaya.Load.Gates;

/// <summary>A scenario under a profile.</summary>
/// <param name="CacheHitRate">The share of cached figures' answers that were not computed; null where none was asked for.</param>
/// <param name="Pauses">The product's garbage collections; null where it could not be asked.</param>
internal sealed record ScenarioRun(string Scenario, string Profile, Measured Measured, double? CacheHitRate, Pauses? Pauses);

/// <summary>A figure that is not a ratio of arms.</summary>
internal sealed record Figure(string Name, double Value, string Unit);

/// <summary>Everything that one command measured, and what it missed.</summary>
internal sealed record Outcome(
    DateTimeOffset At,
    string Machine,
    string Command,
    IReadOnlyList<ScenarioRun> Runs,
    IReadOnlyList<Verdict> Ratios,
    IReadOnlyList<Figure> Figures,
    IReadOnlyList<string> Breaches
);

/// <summary>Collects an outcome.</summary>
internal sealed class Collected(Targets targets, string command)
{
    private const string GatedProfile = "load";
    private const int FewAnswers = 100;
    private const string WithHits = "mixed";
    private static readonly string[] SoakFigures = ["soak-rss"];

    private readonly List<ScenarioRun> _runs = [];
    private readonly List<Verdict> _ratios = [];
    private readonly List<Figure> _figures = [];
    private readonly List<Breach> _breaches = [];

    public IReadOnlyList<Breach> Breaches => _breaches;

    public void Add(ScenarioRun run)
    {
        _runs.Add(run);
        if (targets.ErrorsOf(run.Scenario, run.Measured.All) is { } errors)
        {
            _breaches.Add(errors);
        }
        // How long the other profiles wait is to be looked at; this one is what people were promised.
        if (run.Profile != GatedProfile)
        {
            return;
        }
        _breaches.AddRange(targets.LatencyOf(run.Scenario, run.Measured.All));
        if (run.Measured.GeneratorCpu > targets.MaxGeneratorCpu)
        {
            _breaches.Add(
                new Breach(
                    run.Scenario,
                    "the generator's part of the machine",
                    run.Measured.GeneratorCpu,
                    $"at most {targets.MaxGeneratorCpu}"
                )
            );
        }
        // Nothing told is no hit either.
        var hits = run.CacheHitRate ?? 0;
        if (run.Scenario == WithHits && run.Measured.All.Count > FewAnswers && hits < targets.MinCacheHitRate)
        {
            _breaches.Add(new Breach(run.Scenario, "cache hit rate", hits, $"at least {targets.MinCacheHitRate}"));
        }
    }

    public void Add(IEnumerable<Verdict> verdicts)
    {
        foreach (var verdict in verdicts)
        {
            _ratios.Add(verdict);
            if (targets.Of(verdict) is { } breach)
            {
                _breaches.Add(breach);
            }
        }
    }

    public void Add(Figure figure)
    {
        _figures.Add(figure);
        if (targets.Of(figure.Name, figure.Value) is { } breach)
        {
            _breaches.Add(breach);
        }
    }

    /// <summary>Misses what has a target and was not measured, where everything should have been; a soak is a run of its own.</summary>
    public void MissUnmeasured() =>
        _breaches.AddRange(
            targets
                .LatencyMs.Keys.Append(WithHits)
                .Where(s => !_runs.Exists(r => r.Scenario == s && r.Profile == GatedProfile))
                .Concat(targets.Figures.Keys.Where(f => !_ratios.Exists(r => r.Name == f) && !_figures.Exists(m => m.Name == f)))
                .Except(SoakFigures, StringComparer.Ordinal)
                .Select(name => new Breach(name, "times measured", 0, "at least 1"))
        );

    public Outcome Outcome(string machine) =>
        new(TimeProvider.System.GetUtcNow(), machine, command, _runs, _ratios, _figures, _breaches.ConvertAll(b => b.ToString()));

    public string TargetOf(string figure) => targets.Figures.TryGetValue(figure, out var bound) ? bound.ToString() : "";
}
