namespace Rupaya.Chaos;

/// <summary>What became of one kind of fault.</summary>
internal sealed class Row(string id, string name)
{
    private readonly List<string> _problems = [];
    private double _recovery;
    private double _quiet;

    public string? Skipped { get; private set; }

    public bool Failed => _problems.Count > 0;

    public IReadOnlyList<string> Problems => _problems;

    private int Times { get; set; }
    private int Acknowledged { get; set; }
    private int Lost { get; set; }
    private int Doubled { get; set; }

    public void Took(int acknowledged, double? recovery, double quiet, string? said, Verdict verdict)
    {
        if (said?.StartsWith("SKIPPED", StringComparison.Ordinal) == true)
        {
            Skipped = said;
            return;
        }
        Times++;
        Acknowledged += acknowledged;
        Lost += verdict.Lost;
        Doubled += verdict.Doubled;
        _quiet = Math.Max(_quiet, quiet);
        _recovery = Math.Max(_recovery, recovery ?? 60);
        _problems.AddRange(verdict.Problems);
        if (said is not null)
        {
            _problems.Add(said);
        }
        if (recovery is null)
        {
            _problems.Add("no write was acknowledged and projected in time after the fault");
        }
    }

    public string Line(string transport) =>
        Skipped is not null
            ? $"{transport, -10}{id, -5}{name, -42}{Skipped}"
            : $"{transport, -10}{id, -5}{name, -42}{Times, 6}{Acknowledged, 14}{Lost, 6}{Doubled, 9}{_recovery, 12:F1}{_quiet, 9:F1}  {(Failed ? "FAILED" : "ok")}";
}

/// <summary>The table that a run prints, line by line as it goes.</summary>
internal sealed class Table
{
    private bool _headed;

    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public int Skipped { get; private set; }

    public void Add(string transport, Row row)
    {
        if (!_headed)
        {
            Console.WriteLine(
                $"{"transport", -10}{"", -5}{"fault", -42}{"times", 6}{"acknowledged", 14}{"lost", 6}{"doubled", 9}{"recovery s", 12}{"quiet s", 9}"
            );
            _headed = true;
        }
        Console.WriteLine(row.Line(transport));
        foreach (var problem in row.Problems.Take(10))
        {
            Console.WriteLine($"    {problem}");
        }
        Passed += row.Skipped is null && !row.Failed ? 1 : 0;
        Failed += row.Failed ? 1 : 0;
        Skipped += row.Skipped is null ? 0 : 1;
    }

    /// <summary>I: a run in which nothing was ambiguous, replayed or delivered again has proven nothing.</summary>
    public void Reached(string transport, History history, int hooksAgain, int mailsAgain, bool complete)
    {
        Console.WriteLine(
            $"{transport}: {history.Ambiguous} ambiguous outcomes, {history.Replayed} replayed; delivered more than once: {hooksAgain} webhooks, {mailsAgain} mails"
        );
        if (complete && (history.Ambiguous == 0 || history.Replayed == 0 || hooksAgain + mailsAgain == 0))
        {
            Console.WriteLine("    FAILED: a path that this run is about was never taken");
            Failed++;
        }
    }

    public void WriteSummary() => Console.WriteLine($"chaos: {Passed} passed, {Failed} failed, {Skipped} skipped");
}
