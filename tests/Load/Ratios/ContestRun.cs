using System.Globalization;

namespace Rupaya.Load.Ratios;

/// <summary>Lets the arms of a contest take turns, and tells what came of each round as it ends.</summary>
/// <param name="tell">Takes a line for people.</param>
/// <param name="machine">What the processors did; null for this machine's.</param>
internal sealed class ContestRun(Action<string> tell, Func<MachineTime>? machine = null)
{
    // Fewer rounds than these say nothing.
    private const int Enough = 4;

    /// <summary>A round with a block of which a larger share was somebody else's does not count, as long as there are enough others.</summary>
    public const double MaxStolen = 0.02;

    // One round in so many is made up for: where everything is stolen from, more of the same only take time.
    private const int MadeUp = 6;

    // From this share on a block says nothing any more.
    private const double Useless = 0.1;

    private readonly Func<MachineTime> _machine = machine ?? MachineTime.Read;

    /// <param name="contest">The first block of each arm warms up and does not count.</param>
    /// <param name="pairs">Rounds that count. Of those that do not, one in six is made up for.</param>
    /// <param name="seconds">Of a block that counts.</param>
    /// <param name="stop">Ends it; the rounds that were completed count.</param>
    /// <exception cref="InvalidOperationException">Even with those from which a little was stolen too few rounds count.</exception>
    public async Task<Judgement> RunAsync(Contest contest, int pairs, double seconds, CancellationToken stop)
    {
        var rounds = new List<Round>();
        try
        {
            await RoundsAsync(contest, rounds, pairs, seconds, stop);
        }
        catch (Exception e) when (rounds.Count >= Enough)
        {
            return new Judgement(Verdicts(contest, Counted(contest, rounds, pairs)), e);
        }
        var counted = stop.IsCancellationRequested ? rounds.FindAll(r => r.Stolen <= Useless) : Counted(contest, rounds, pairs);
        return new Judgement(Verdicts(contest, counted), null);
    }

    private async Task RoundsAsync(Contest contest, List<Round> rounds, int pairs, double seconds, CancellationToken stop)
    {
        tell($"{contest.Name}: " + string.Join(" | ", contest.Arms.Select(a => $"{a.Name}/s P95 ms")));
        for (
            var warm = false;
            rounds.Count(r => r.IsClean) < pairs && rounds.Count < pairs + (pairs / MadeUp) && !stop.IsCancellationRequested;
            warm = true
        )
        {
            var (blocks, stolen) = await RoundAsync(contest, warm ? seconds : null, stop);
            if (!warm || blocks.Count < contest.Arms.Count || stop.IsCancellationRequested)
            {
                continue;
            }
            rounds.Add(new Round(blocks, stolen));
            tell(Line(rounds.Count, contest, blocks) + (rounds[^1].IsClean ? "" : $"   {rounds[^1].Stolen:P1} stolen"));
        }
    }

    /// <summary>The clean rounds; where they are too few, those from which least was stolen, and it is told.</summary>
    private List<Round> Counted(Contest contest, List<Round> rounds, int pairs)
    {
        var clean = rounds.FindAll(r => r.IsClean);
        if (clean.Count >= Math.Min(pairs, Enough))
        {
            return clean;
        }
        var usable = rounds.Where(r => r.Stolen <= Useless).OrderBy(r => r.Stolen).Take(pairs).ToList();
        if (usable.Count < Math.Min(pairs, Enough))
        {
            throw new InvalidOperationException(
                $"the machine was somebody else's in {rounds.Count - usable.Count} of {rounds.Count} rounds."
            );
        }
        tell($"{contest.Name}: judged by rounds of which up to {usable[^1].Stolen:P1} was stolen");
        return usable;
    }

    private static List<Verdict> Verdicts(Contest contest, List<Round> rounds) =>
        rounds.Count == 0
            ? []
            : contest
                .Ratios.ToList()
                .ConvertAll(r => Verdict.Of(r.Name, [.. rounds.Select(x => r.Of(x.Blocks))]) with { Stolen = rounds.Max(x => x.Stolen) });

    /// <param name="seconds">Null to warm up.</param>
    private async Task<(Dictionary<string, Block> Blocks, double Stolen)> RoundAsync(
        Contest contest,
        double? seconds,
        CancellationToken stop
    )
    {
        var (round, stolen) = (new Dictionary<string, Block>(StringComparer.Ordinal), 0d);
        foreach (var arm in contest.Arms.TakeWhile(_ => !stop.IsCancellationRequested))
        {
            var before = _machine();
            try
            {
                round[arm.Name] = await arm.RunAsync(seconds ?? arm.WarmUp, stop);
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                // An interrupt of the terminal ends pgbench and psql as well: the rounds before count.
                break;
            }
            stolen = Math.Max(stolen, _machine().StolenSince(before));
        }
        return (round, stolen);
    }

    private static string Line(int pair, Contest contest, Dictionary<string, Block> round)
    {
        var blocks = contest.Arms.Select(a =>
            string.Create(CultureInfo.InvariantCulture, $"{round[a.Name].Rate, 8:0.#} {round[a.Name].P95Ms, 6:0.00}")
        );
        var ratios = contest.Ratios.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Name} {r.Of(round):0.00}"));
        return $"  {pair}  {string.Join(" | ", blocks)}   {string.Join("  ", ratios)}";
    }

    private sealed record Round(IReadOnlyDictionary<string, Block> Blocks, double Stolen)
    {
        public bool IsClean => Stolen <= MaxStolen;
    }
}
