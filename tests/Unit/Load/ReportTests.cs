using Rupaya.Load.Driving;
using Rupaya.Load.Gates;
using Rupaya.Load.Ratios;
using Rupaya.Load.Reports;

namespace Rupaya.Unit.Load;

public sealed class ReportTests
{
    [Fact]
    public void The_page_needs_nothing_else_and_shows_curves_percentiles_and_what_was_missed()
    {
        var all = new Figures("all", 2, 100, 0, 50, 1, 2, 3, 4, 5);
        var run = new ScenarioRun(
            "list",
            "load",
            new Measured(all, [all with { Name = "ramp <1>" }], [new Second(0, 50, 0, 1, 2, 5)], 0.1, []),
            0.9
        );
        var outcome = new Outcome(default, "2 cores", "./rupaya load", [run], [Verdict.Of("get", [0.5, 0.6])], [], ["MISSED get"]);
        var page = Html.Write(outcome, _ => "at least 0.5");
        page.ShouldContain("<polyline class=\"p95\"");
        page.ShouldContain("MISSED get");
        page.ShouldContain("ramp &lt;1&gt;");
        page.ShouldNotContain("src=");
        page.ShouldNotContain("http");
        Markdown.Write(outcome, _ => "at least 0.5").ShouldContain("| get | **0.55** |");
    }

    [Fact]
    public void A_median_has_the_interval_of_its_resamples()
    {
        var verdict = Verdict.Of("get", [0.5, 0.52, 0.51, 0.9, 0.49]);
        verdict.Median.ShouldBe(0.51);
        verdict.Low.ShouldBeInRange(0.49, 0.51);
        verdict.High.ShouldBeInRange(0.51, 0.9);
    }
}
