using System.Globalization;

namespace Rupaya.Load.Ratios;

/// <summary>What a block of one arm came to.</summary>
/// <param name="Rate">Of whatever the arm counts, a second.</param>
/// <param name="P95Ms">0 where single answers are not timed.</param>
internal sealed record Block(double Rate, double P95Ms)
{
    public static Block Of(Driving.Measured measured) =>
        measured.All.ErrorRate > 0.001
            ? throw new InvalidOperationException($"{measured.All.Errors} errors: {string.Join("; ", measured.Problems)}")
            : new Block(measured.All.Rate, measured.All.P95Ms);
}

/// <summary>One of the things that take turns: for so many seconds, where it does not take what it takes.</summary>
internal sealed record Arm(string Name, Func<double, CancellationToken, Task<Block>> RunAsync)
{
    /// <summary>Seconds of its first block, which does not count.</summary>
    public double WarmUp { get; init; } = 1.5;
}

/// <summary>How two arms of a round compare.</summary>
/// <param name="Name">As targets know it.</param>
/// <param name="IsOfP95">True for P95 by P95; false for rate by rate.</param>
internal sealed record Ratio(string Name, string Ours, string Theirs, bool IsOfP95 = false)
{
    public double Of(IReadOnlyDictionary<string, Block> round) =>
        IsOfP95 ? round[Ours].P95Ms / round[Theirs].P95Ms : round[Ours].Rate / round[Theirs].Rate;
}

/// <summary>Arms that are measured by turns, and what is made of them.</summary>
internal sealed record Contest(string Name, IReadOnlyList<Arm> Arms, IReadOnlyList<Ratio> Ratios);

/// <summary>What came of a contest.</summary>
/// <param name="Failure">What ended it early; the rounds before it count.</param>
internal sealed record Judgement(IReadOnlyList<Verdict> Verdicts, Exception? Failure);

/// <summary>A ratio over all rounds.</summary>
/// <param name="Low">The lower end of the 95 % interval of the median, by resampling (Efron, bootstrap; fixed seed).</param>
internal sealed record Verdict(string Name, double Median, double Low, double High, IReadOnlyList<double> Rounds)
{
    /// <summary>The largest share of a counted block that the hypervisor gave to others.</summary>
    public double Stolen { get; init; }

    private const int Samples = 2000;

    /// <summary>Its rounds, and what was stolen from a counted one where that is more than a clean round has.</summary>
    public string TellRounds() =>
        string.Join(' ', Rounds.Select(v => v.ToString("0.00", CultureInfo.InvariantCulture)))
        + (Stolen > ContestRun.MaxStolen ? string.Create(CultureInfo.InvariantCulture, $" (up to {Stolen:P0} stolen)") : "");

    public static Verdict Of(string name, IReadOnlyList<double> rounds)
    {
        var random = new Bogus.Randomizer(20261123);
        var medians = Enumerable
            .Range(0, Samples)
            .Select(_ => MedianOf(rounds.Select(_ => rounds[random.Int(0, rounds.Count - 1)])))
            .Order()
            .ToList();
        return new Verdict(name, MedianOf(rounds), medians[(int)(Samples * 0.025)], medians[(int)(Samples * 0.975)], rounds);
    }

    private static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
