namespace Rupaya.Upgrade.Releases;

/// <summary>What was checked and what came of it.</summary>
internal sealed class Report
{
    private readonly Lock _gate = new();

    public int Passed { get; private set; }

    public int Failed { get; private set; }

    /// <param name="what">A short sentence.</param>
    /// <param name="problems">What does not hold; none where it does.</param>
    public void Check(string what, params IEnumerable<string> problems)
    {
        var found = problems.ToList();
        using var _ = _gate.EnterScope();
        Console.WriteLine($"{(found.Count == 0 ? "ok    " : "FAILED")} {what}");
        foreach (var problem in found.Take(10))
        {
            Console.WriteLine($"         {(problem.Length > 400 ? $"{problem[..400]}…" : problem)}");
        }
        Passed += found.Count == 0 ? 1 : 0;
        Failed += found.Count == 0 ? 0 : 1;
    }

    public void Check(string what, bool holds, string problem) => Check(what, holds ? [] : [problem]);
}
