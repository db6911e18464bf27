using Rupaya.Load.Gates;
using Rupaya.Load.Reports;

namespace Rupaya.Load.Commands;

/// <summary>Makes the report of everything that was kept, and says what was missed.</summary>
internal static class ReportCommand
{
    /// <returns>1 when a target was missed or not measured.</returns>
    public static int Run(string targetsFile, string directory, string command)
    {
        var collected = new Collected(Targets.Read(targetsFile), command);
        var parts = Parts.Read(directory).ToList();
        foreach (var part in parts)
        {
            if (part.Run is not null)
            {
                collected.Add(part.Run);
            }
            if (part.Figure is not null)
            {
                collected.Add(part.Figure);
            }
            collected.Add(part.Ratios ?? []);
        }
        if (command.EndsWith("--full", StringComparison.Ordinal))
        {
            collected.MissUnmeasured();
        }
        Report.Write(directory, collected);
        Console.WriteLine(File.ReadAllText(Path.Combine(directory, "results.md")));
        Console.WriteLine(parts.Count == 0 ? "Nothing was measured." : $"Results: {directory}/results.html");
        return parts.Count == 0 || collected.Breaches.Any(b => !b.Undecided) ? 1 : 0;
    }
}
