namespace Rupaya.Load.Driving;

/// <summary>One second of a run: the time line of the report.</summary>
internal sealed record Second(int At, long Count, long Errors, double P50Ms, double P95Ms, double MaxMs);

/// <summary>What a step, or a whole run, came to.</summary>
/// <param name="Name">The step; "all" for the run.</param>
/// <param name="Rate">Answers a second.</param>
/// <param name="P50Ms">Milliseconds from when a call should have begun to its whole answer.</param>
internal sealed record Figures(
    string Name,
    double Seconds,
    long Count,
    long Errors,
    double Rate,
    double P50Ms,
    double P95Ms,
    double P99Ms,
    double P999Ms,
    double MaxMs
)
{
    public static Figures Of(string name, Histogram histogram, long errors, double seconds) =>
        new(
            name,
            seconds,
            histogram.Count,
            errors,
            histogram.Count / Math.Max(seconds, 0.001),
            histogram.Milliseconds(0.5),
            histogram.Milliseconds(0.95),
            histogram.Milliseconds(0.99),
            histogram.Milliseconds(0.999),
            histogram.Max / 1000.0
        );

    /// <summary>The share of calls that went wrong.</summary>
    public double ErrorRate => Count + Errors == 0 ? 0 : (double)Errors / (Count + Errors);
}

/// <summary>A run's results.</summary>
/// <param name="GeneratorCpu">The share of the machine's CPU that the generator itself took.</param>
/// <param name="Problems">The first few errors as text.</param>
internal sealed record Measured(
    Figures All,
    IReadOnlyList<Figures> Steps,
    IReadOnlyList<Second> TimeLine,
    double GeneratorCpu,
    IReadOnlyList<string> Problems
);
