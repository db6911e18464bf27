using System.Text.Json;
using System.Text.Json.Serialization;
using Rupaya.Load.Driving;
using Rupaya.Load.Ratios;
using Rupaya.Load.Scenarios;

namespace Rupaya.Load.Gates;

/// <summary>Milliseconds of a scenario under the profile <c>load</c>.</summary>
internal sealed record LatencyTarget(double P95, double P99);

/// <summary>What a figure must be; one of both.</summary>
internal sealed record Bound(double? AtLeast = null, double? AtMost = null)
{
    public bool Holds(double value) => !(value < AtLeast) && !(value > AtMost) && !double.IsNaN(value);

    /// <summary>True where less than a tenth is missing.</summary>
    public bool NearlyHolds(double value) => new Bound(AtLeast * 0.9, AtMost * 1.1).Holds(value);

    public override string ToString() => AtLeast is { } least ? $"at least {least}" : $"at most {AtMost}";
}

/// <summary>A target that was missed.</summary>
internal sealed record Breach(string Scenario, string Figure, double Value, string Target)
{
    /// <summary>True where as many more rounds might as well have met it.</summary>
    public bool Undecided { get; init; }

    public override string ToString() =>
        FormattableString.Invariant($"{(Undecided ? "UNDECIDED" : "MISSED")} {Scenario}: {Figure} is {Value:0.###}, target {Target}");
}

/// <summary>The one file that says what is fast enough: <c>tests/Load/targets.json</c>.</summary>
/// <param name="MaxGeneratorCpu">The part of the machine beyond which a generator takes from what it measures.</param>
internal sealed record Targets(
    double MaxErrorRate,
    double MinCacheHitRate,
    double MaxGeneratorCpu,
    IReadOnlyDictionary<string, LatencyTarget> LatencyMs,
    IReadOnlyDictionary<string, Bound> Figures
)
{
    /// <summary>Every figure that something measures.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        "create",
        "create-p95",
        "get",
        "get-304",
        "dashboard-cached",
        "dashboard-304",
        "dashboard-large-p95",
        "dashboard-large-rate",
        "dashboard-tail",
        "dashboard-to-sql",
        "import",
        "page-deep-p95",
        "sign-in",
        "rebuild-totals",
        "export-rows",
        "export-peak-mb",
        "create-consuming",
        "lag-p50-ms",
        "lag-p99-ms",
        "lag-inprocess-p99-ms",
        "drain-events",
        "drain-worker-mb",
        "soak-rss",
        "start-all-seconds",
    ];

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <exception cref="InvalidOperationException">The file has a name that nothing measures, a bound of neither kind, or is no such file.</exception>
    public static Targets Read(string file)
    {
        Targets targets;
        try
        {
            targets = JsonSerializer.Deserialize<Targets>(File.ReadAllText(file), Strict) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"{file}: {e.Message}", e);
        }
        var scenarios = Scenario.All.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        Refuse(file, targets.LatencyMs?.Keys.Where(k => !scenarios.Contains(k)), "no scenario", scenarios);
        Refuse(file, targets.Figures?.Keys.Where(k => !Known.Contains(k)), "no figure", Known);
        Refuse(
            file,
            targets.Figures?.Where(f => f.Value is null || f.Value.AtLeast is null == f.Value.AtMost is null).Select(f => f.Key),
            "no bound",
            ["atLeast", "atMost"]
        );
        return
            targets.LatencyMs is null
            || targets.Figures is null
            || targets.MaxErrorRate <= 0
            || targets.MinCacheHitRate <= 0
            || targets.MaxGeneratorCpu <= 0
            ? throw new InvalidOperationException(
                $"{file}: maxErrorRate, minCacheHitRate, maxGeneratorCpu, latencyMs and figures are all needed."
            )
            : targets;
    }

    /// <summary>Whether too much went wrong, or nothing was answered at all.</summary>
    public Breach? ErrorsOf(string scenario, Driving.Figures all) =>
        all.Count + all.Errors == 0 ? new Breach(scenario, "answers", 0, "at least 1")
        : all.ErrorRate >= MaxErrorRate ? new Breach(scenario, "error rate", all.ErrorRate, $"below {MaxErrorRate}")
        : null;

    /// <summary>How much too long a scenario took.</summary>
    public IEnumerable<Breach> LatencyOf(string scenario, Driving.Figures all)
    {
        if (!LatencyMs.TryGetValue(scenario, out var latency))
        {
            yield break;
        }
        if (all.P95Ms > latency.P95)
        {
            yield return new Breach(scenario, "P95 in ms", all.P95Ms, $"at most {latency.P95}");
        }
        if (all.P99Ms > latency.P99)
        {
            yield return new Breach(scenario, "P99 in ms", all.P99Ms, $"at most {latency.P99}");
        }
    }

    /// <summary>
    /// What a ratio missed. Its interval decides, not its median: a machine that others use as well moves medians by more than what is between a
    /// ratio and its target. Where the median misses by less than a tenth and the interval does not, nothing is shown either way; unless the rounds
    /// were noisy, which widens any interval and excuses nothing.
    /// </summary>
    public Breach? Of(Verdict ratio) =>
        Figures.TryGetValue(ratio.Name, out var bound) && !bound.Holds(ratio.Median)
            ? new Breach(ratio.Name, $"median of {ratio.Low:0.00}–{ratio.High:0.00}", ratio.Median, bound.ToString())
            {
                Undecided =
                    ratio.Stolen <= ContestRun.MaxStolen
                    && bound.NearlyHolds(ratio.Median)
                    && (bound.Holds(ratio.Low) || bound.Holds(ratio.High)),
            }
            : null;

    /// <summary>What a figure missed; null when it holds or nobody set a target.</summary>
    public Breach? Of(string figure, double value) =>
        Figures.TryGetValue(figure, out var bound) && !bound.Holds(value) ? new Breach(figure, "figure", value, bound.ToString()) : null;

    private static void Refuse(string file, IEnumerable<string>? wrong, string what, IEnumerable<string> known)
    {
        if (wrong?.FirstOrDefault() is { } name)
        {
            throw new InvalidOperationException($"{file}: \"{name}\" is {what}. Known: {string.Join(", ", known)}.");
        }
    }
}
