using System.Globalization;
using System.Net;
using System.Text;
using Rupaya.Load.Driving;
using Rupaya.Load.Gates;

namespace Rupaya.Load.Reports;

/// <summary>The results as one page that needs nothing else: tables, latency over time and percentiles as inline SVG.</summary>
internal static class Html
{
    private const int Width = 900;
    private const int Height = 220;
    private const int Left = 60;

    private const string Style =
        "body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1b1f24;background:#fff}"
        + "table{border-collapse:collapse;margin:1rem 0}td,th{border:1px solid #d0d7de;padding:.25rem .6rem;text-align:right}"
        + "td:first-child,th:first-child{text-align:left}.missed{color:#b42318}svg{display:block;margin:.5rem 0}text{font:11px system-ui,sans-serif;fill:#57606a}"
        + ".p50{stroke:#0969da}.p95{stroke:#bc4c00}.max{stroke:#cf222e}polyline{fill:none;stroke-width:1.5}";

    public static string Write(Outcome outcome, Func<string, string> target)
    {
        var text = new StringBuilder();
        Line(text, $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Load results</title><style>{Style}</style>");
        Line(
            text,
            $"<h1>Load results</h1><p>{outcome.At:yyyy-MM-dd HH:mm} UTC, {Text(outcome.Machine)}, <code>{Text(outcome.Command)}</code></p>"
        );
        if (outcome.Breaches.Count > 0)
        {
            Line(text, $"<ul class=\"missed\">{string.Concat(outcome.Breaches.Select(b => $"<li>{Text(b)}</li>"))}</ul>");
        }
        if (outcome.Ratios.Count > 0)
        {
            Line(text, $"<h2>Ratios</h2><table><tr><th>Ratio<th>Median<th>95 % interval<th>Rounds<th>Target");
            foreach (var r in outcome.Ratios)
            {
                Line(
                    text,
                    $"<tr><td>{Text(r.Name)}<td>{r.Median:0.00}<td>{r.Low:0.00}–{r.High:0.00}<td>{Text(r.TellRounds())}<td>{Text(target(r.Name))}"
                );
            }
            Line(text, $"</table>");
        }
        if (outcome.Figures.Count > 0)
        {
            Line(text, $"<h2>Figures</h2><table><tr><th>Figure<th>Measured<th>Target");
            foreach (var f in outcome.Figures)
            {
                Line(text, $"<tr><td>{Text(f.Name)}<td>{f.Value:0.##} {Text(f.Unit)}<td>{Text(target(f.Name))}");
            }
            Line(text, $"</table>");
        }
        foreach (var run in outcome.Runs)
        {
            Section(text, run);
        }
        return text.ToString();
    }

    private static void Section(StringBuilder text, ScenarioRun run)
    {
        Line(text, $"<h2>{Text(run.Scenario)}, {Text(run.Profile)}</h2>");
        Line(text, $"<table><tr><th>Step<th>Answers/s<th>P50 ms<th>P95<th>P99<th>P99.9<th>Max<th>Errors");
        foreach (var s in run.Measured.Steps.Append(run.Measured.All))
        {
            Line(
                text,
                $"<tr><td>{Text(s.Name)}<td>{s.Rate:0.0}<td>{s.P50Ms:0.0}<td>{s.P95Ms:0.0}<td>{s.P99Ms:0.0}<td>{s.P999Ms:0.0}<td>{s.MaxMs:0.0}<td>{s.Errors}"
            );
        }
        Line(text, $"</table><p>Generator: {run.Measured.GeneratorCpu * 100:0.0} % of the machine.</p>");
        if (run.CacheHitRate is { } hits)
        {
            Line(text, $"<p>{hits * 100:0.0} % of the figures were not computed.</p>");
        }
        if (run.Pauses is { } p)
        {
            Line(
                text,
                $"<p>{p.Collections} garbage collections, {p.MeanMs:0.00} ms on average, {p.WorstSecondMs:0.0} ms in the worst second, {p.Share * 100:0.00} % of the time.</p>"
            );
        }
        OverTime(text, run.Measured.TimeLine);
        Percentiles(text, run.Measured.All);
        Line(text, $"<p>{string.Join("<br>", run.Measured.Problems.Select(Text))}</p>");
    }

    /// <summary>Milliseconds by second: P50, P95 and the largest.</summary>
    private static void OverTime(StringBuilder text, IReadOnlyList<Second> seconds)
    {
        var highest = seconds.Select(s => s.MaxMs).Append(1).Max();
        Line(text, $"<h3>Latency over time</h3><svg width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"Latency over time\">");
        Line(text, $"<text x=\"0\" y=\"14\">{highest:0} ms</text><text x=\"0\" y=\"{Height - 4}\">0</text>");
        Line(text, $"<text x=\"{Width - 60}\" y=\"{Height - 4}\">{seconds.Count} s</text>");
        Curve(text, "p50", seconds, s => s.P50Ms, highest);
        Curve(text, "p95", seconds, s => s.P95Ms, highest);
        Curve(text, "max", seconds, s => s.MaxMs, highest);
        Line(
            text,
            $"</svg><p><span style=\"color:#0969da\">P50</span> <span style=\"color:#bc4c00\">P95</span> <span style=\"color:#cf222e\">largest</span></p>"
        );
    }

    private static void Curve(StringBuilder text, string name, IReadOnlyList<Second> seconds, Func<Second, double> value, double highest)
    {
        var step = (double)(Width - Left) / Math.Max(1, seconds.Count - 1);
        var points = seconds.Select(
            (s, i) =>
                string.Create(CultureInfo.InvariantCulture, $"{Left + (i * step):0.#},{(Height - 16) * (1 - (value(s) / highest)):0.#}")
        );
        Line(text, $"<polyline class=\"{name}\" points=\"{string.Join(' ', points)}\"/>");
    }

    private static void Percentiles(StringBuilder text, Figures all)
    {
        (string Name, double Ms)[] bars =
        [
            ("P50", all.P50Ms),
            ("P95", all.P95Ms),
            ("P99", all.P99Ms),
            ("P99.9", all.P999Ms),
            ("max", all.MaxMs),
        ];
        var highest = Math.Max(1, all.MaxMs);
        Line(text, $"<h3>Percentiles</h3><svg width=\"{Width}\" height=\"{bars.Length * 24}\" role=\"img\" aria-label=\"Percentiles\">");
        for (var i = 0; i < bars.Length; i++)
        {
            var width = (Width - Left - 100) * bars[i].Ms / highest;
            Line(
                text,
                $"<text x=\"0\" y=\"{(i * 24) + 15}\">{bars[i].Name}</text><rect x=\"{Left}\" y=\"{(i * 24) + 3}\" width=\"{width:0.#}\" height=\"16\" fill=\"#0969da\"/><text x=\"{Left + width + 6:0.#}\" y=\"{(i * 24) + 15}\">{bars[i].Ms:0.0} ms</text>"
            );
        }
        Line(text, $"</svg>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
