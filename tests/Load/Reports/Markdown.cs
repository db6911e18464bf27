using System.Globalization;
using System.Text;
using Rupaya.Load.Gates;

namespace Rupaya.Load.Reports;

/// <summary>The results as tables.</summary>
internal static class Markdown
{
    public static string Write(Outcome outcome, Func<string, string> target)
    {
        var text = new StringBuilder();
        Line(text, $"# Load results\n\n{outcome.At:yyyy-MM-dd HH:mm} UTC, {outcome.Machine}, `{outcome.Command}`\n");
        if (outcome.Ratios.Count > 0)
        {
            Line(text, $"| Ratio | Median | 95 % interval | Rounds | Target |\n|---|---|---|---|---|");
            foreach (var r in outcome.Ratios)
            {
                Line(text, $"| {r.Name} | **{r.Median:0.00}** | {r.Low:0.00}–{r.High:0.00} | {r.TellRounds()} | {target(r.Name)} |");
            }
            Line(text, $"");
        }
        if (outcome.Figures.Count > 0)
        {
            Line(text, $"| Figure | Measured | Target |\n|---|---|---|");
            foreach (var f in outcome.Figures)
            {
                Line(text, $"| {f.Name} | {f.Value:0.##} {f.Unit} | {target(f.Name)} |");
            }
            Line(text, $"");
        }
        if (outcome.Runs.Count > 0)
        {
            Line(
                text,
                $"| Scenario | Profile | Step | Answers/s | P50 ms | P95 | P99 | P99.9 | Max | Errors | Cache hits | Generator CPU |"
            );
            Line(text, $"|---|---|---|---|---|---|---|---|---|---|---|---|");
            foreach (var run in outcome.Runs)
            {
                Rows(text, run);
            }
            Line(
                text,
                $"\n| Scenario | Profile | Garbage collections | Mean pause ms | Pauses in the worst second ms | Share of the time |"
            );
            Line(text, $"|---|---|---|---|---|---|");
            foreach (var run in outcome.Runs)
            {
                if (run.Pauses is not { } p)
                {
                    continue;
                }
                Line(
                    text,
                    $"| {run.Scenario} | {run.Profile} | {p.Collections} | {p.MeanMs:0.00} | {p.WorstSecondMs:0.0} | {p.Share * 100:0.00} % |"
                );
            }
            Line(text, $"");
        }
        outcome.Breaches.ToList().ForEach(b => Line(text, $"- {b}"));
        return text.ToString();
    }

    private static void Rows(StringBuilder text, ScenarioRun run)
    {
        foreach (var s in run.Measured.Steps.Append(run.Measured.All))
        {
            var hits = run.CacheHitRate is { } rate ? (rate * 100).ToString("0.0 '%'", CultureInfo.InvariantCulture) : "";
            var cpu = (run.Measured.GeneratorCpu * 100).ToString("0.0 '%'", CultureInfo.InvariantCulture);
            Line(
                text,
                $"| {run.Scenario} | {run.Profile} | {s.Name} | {s.Rate:0.0} | {s.P50Ms:0.0} | {s.P95Ms:0.0} | {s.P99Ms:0.0} | {s.P999Ms:0.0} | {s.MaxMs:0.0} | {s.Errors} | {hits} | {cpu} |"
            );
        }
    }

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
