using System.Globalization;

namespace Rupaya.Load.Ratios;

/// <summary>Lets the arms of a contest take turns, and tells what came of each round as it ends.</summary>
internal sealed class ContestRun(Action<string> tell)
{
    // Fewer rounds than these say nothing.
    private const int Enough = 4;

    // A round in which the machine was somebody else's for longer does not count.
    private const double MaxStolen = 0.02;

    /// <param name="contest">The first block of each arm warms up and does not count.</param>
    /// <param name="pairs">Rounds that count. Those that do not are made up for, up to as many again.</param>
    /// <param name="seconds">Of a block that counts.</param>
    /// <param name="stop">Ends it; the rounds that were completed count.</param>
    /// <exception cref="InvalidOperationException">Too few rounds counted.</exception>
    public async Task<IReadOnlyList<Verdict>> RunAsync(Contest contest, int pairs, double seconds, CancellationToken stop)
    {
        var rounds = new List<IReadOnlyDictionary<string, Block>>();
        tell($"{contest.Name}: " + string.Join(" | ", contest.Arms.Select(a => $"{a.Name}/s P95 ms")));
        var tries = 0;
        for (var warm = false; rounds.Count < pairs && tries < 2 * pairs && !stop.IsCancellationRequested; warm = true)
        {
            var before = MachineTime.Read();
            var round = await RoundAsync(contest, warm ? seconds : null, stop);
            if (!warm || round.Count < contest.Arms.Count || stop.IsCancellationRequested)
            {
                continue;
            }
            var stolen = MachineTime.Read().StolenSince(before);
            tell(Line(++tries, contest, round) + (stolen > MaxStolen ? $"   not counted: {stolen:P1} stolen" : ""));
            if (stolen <= MaxStolen)
            {
                rounds.Add(round);
            }
        }
        return rounds.Count >= Math.Min(pairs, Enough) || stop.IsCancellationRequested
            ? Verdicts(contest, rounds)
            : throw new InvalidOperationException(
                $"{contest.Name}: the machine was somebody else's in {tries - rounds.Count} of {tries} rounds."
            );
    }

    private static List<Verdict> Verdicts(Contest contest, List<IReadOnlyDictionary<string, Block>> rounds) =>
        rounds.Count == 0 ? [] : contest.Ratios.ToList().ConvertAll(r => Verdict.Of(r.Name, [.. rounds.Select(r.Of)]));

    /// <param name="seconds">Null to warm up.</param>
    private static async Task<Dictionary<string, Block>> RoundAsync(Contest contest, double? seconds, CancellationToken stop)
    {
        var round = new Dictionary<string, Block>(StringComparer.Ordinal);
        foreach (var arm in contest.Arms.TakeWhile(_ => !stop.IsCancellationRequested))
        {
            round[arm.Name] = await arm.RunAsync(seconds ?? arm.WarmUp, stop);
        }
        return round;
    }

    private static string Line(int pair, Contest contest, Dictionary<string, Block> round)
    {
        var blocks = contest.Arms.Select(a =>
            string.Create(CultureInfo.InvariantCulture, $"{round[a.Name].Rate, 8:0.#} {round[a.Name].P95Ms, 6:0.00}")
        );
        var ratios = contest.Ratios.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Name} {r.Of(round):0.00}"));
        return $"  {pair}  {string.Join(" | ", blocks)}   {string.Join("  ", ratios)}";
    }
}
