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
            0.9,
            new Pauses(10, 1.5, 4, 0.001)
        );
        var outcome = new Outcome(default, "2 cores", "./rupaya load", [run], [Verdict.Of("get", [0.5, 0.6])], [], ["MISSED get"]);
        var page = Html.Write(outcome, _ => "at least 0.5");
        page.ShouldContain("<polyline class=\"p95\"");
        page.ShouldContain("MISSED get");
        page.ShouldContain("ramp &lt;1&gt;");
        page.ShouldContain("<rect");
        page.ShouldContain("0.50 0.60");
        page.ShouldContain("10 garbage collections, 1.50 ms on average");
        page.ShouldContain("90.0 % of the figures were not computed");
        page.ShouldNotContain("src=");
        page.ShouldNotContain("http");
        var tables = Markdown.Write(outcome, _ => "at least 0.5");
        tables.ShouldContain("| get | **0.55** |");
        tables.ShouldContain("| list | load | 10 | 1.50 | 4.0 | 0.10 % |");
    }

    [Fact]
    public void Pauses_and_cache_answers_are_what_the_servers_counters_gained()
    {
        List<(TimeSpan, ServerMetrics)> readings =
        [
            (TimeSpan.Zero, Reading(1, 10, 5)),
            (TimeSpan.FromSeconds(1), Reading(1.002, 11, 9)),
            (TimeSpan.FromSeconds(2), Reading(1.012, 14, 13)),
        ];
        var pauses = Pauses.Of(readings);
        pauses.Collections.ShouldBe(8);
        pauses.MeanMs.ShouldBe(1.5, 0.001);
        pauses.WorstSecondMs.ShouldBe(10, 0.001);
        pauses.Share.ShouldBe(0.006, 0.0001);
        CacheAnswers.HitRate(readings[0].Item2, readings[2].Item2).ShouldBe(0.8);
        CacheAnswers.HitRate(readings[0].Item2, readings[0].Item2).ShouldBeNull();
    }

    private static ServerMetrics Reading(double paused, int collections, int hits) =>
        new(
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $$"""
                # TYPE dotnet_gc_pause_time_seconds_total counter
                dotnet_gc_pause_time_seconds_total {{paused}}
                dotnet_gc_collections_total{gc_heap_generation="gen0"} {{collections}}
                dotnet_gc_collections_total{gc_heap_generation="gen1"} {{collections}}
                rupaya_cache_answers_total{figure="dashboard",result="hit"} {{hits}}
                rupaya_cache_answers_total{figure="dashboard",result="miss"} {{hits / 4}}
                rupaya_cache_answers_total_of_something_else 7

                """
            )
        );

    [Fact]
    public void A_median_has_the_interval_of_its_resamples()
    {
        var verdict = Verdict.Of("get", [0.5, 0.52, 0.51, 0.9, 0.49]);
        verdict.Median.ShouldBe(0.51);
        verdict.Low.ShouldBeInRange(0.49, 0.51);
        verdict.High.ShouldBeInRange(0.51, 0.9);
    }
}
