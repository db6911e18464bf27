using System.Globalization;

namespace Rupaya.Load.Ratios;

/// <summary>Lets the arms of a contest take turns, and tells what came of each round as it ends.</summary>
internal sealed class ContestRun(Action<string> tell)
{
    // A round in which the machine was somebody else's for longer does not count.
    private const double MaxStolen = 0.02;

    /// <param name="contest">The first block of each arm warms up and does not count.</param>
    /// <param name="pairs">Rounds that count.</param>
    /// <param name="seconds">Of a block that counts.</param>
    /// <param name="stop">Ends it; the rounds that were completed count.</param>
    public async Task<IReadOnlyList<Verdict>> RunAsync(Contest contest, int pairs, double seconds, CancellationToken stop)
    {
        var rounds = new List<IReadOnlyDictionary<string, Block>>();
        tell($"{contest.Name}: " + string.Join(" | ", contest.Arms.Select(a => $"{a.Name}/s P95 ms")));
        for (var pair = 0; pair <= pairs && !stop.IsCancellationRequested; pair++)
        {
            var round = new Dictionary<string, Block>(StringComparer.Ordinal);
            var before = MachineTime.Read();
            foreach (var arm in contest.Arms)
            {
                round[arm.Name] = await arm.RunAsync(pair == 0 ? arm.WarmUp : seconds, stop);
                if (stop.IsCancellationRequested)
                {
                    break;
                }
            }
            if (pair > 0 && round.Count == contest.Arms.Count)
            {
                var stolen = MachineTime.Read().StolenSince(before);
                tell(Line(pair, contest, round) + (stolen > MaxStolen ? $"   not counted: {stolen:P1} stolen" : ""));
                if (stolen <= MaxStolen)
                {
                    rounds.Add(round);
                }
            }
        }
        return rounds.Count == 0 ? [] : [.. contest.Ratios.Select(r => Verdict.Of(r.Name, [.. rounds.Select(r.Of)]))];
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
