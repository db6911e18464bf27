using System.Runtime.CompilerServices;
using Rupaya.Load.Commands;
using Rupaya.Load.Driving;
using Rupaya.Load.Gates;
using Rupaya.Load.Ratios;
using Rupaya.Load.Scenarios;

namespace Rupaya.Unit.Load;

public sealed class TargetsTests
{
    private const string Good = """
        {"maxErrorRate":0.001,"minCacheHitRate":0.8,"maxGeneratorCpu":0.15,"latencyMs":{"list":{"p95":150,"p99":300}},"figures":{"get":{"atLeast":0.5},"create-p95":{"atMost":2}}}
        """;

    [Fact]
    public void The_projects_own_targets_are_read() =>
        Targets.Read(Path.Combine(Here(), "..", "..", "Load", "targets.json")).LatencyMs["health"].P99.ShouldBe(100);

    [Theory]
    [InlineData("\"list\"", "\"lisst\"", "lisst")]
    [InlineData("\"get\"", "\"gett\"", "gett")]
    [InlineData("\"atLeast\":0.5", "\"atleats\":0.5", "atleats")]
    [InlineData("\"atLeast\":0.5", "\"atLeast\":0.5,\"atMost\":1", "get")]
    [InlineData("\"maxErrorRate\":0.001,", "", "maxErrorRate")]
    [InlineData("\"maxGeneratorCpu\":0.15,", "", "maxGeneratorCpu")]
    [InlineData("\"p95\":150,", "", "p95")]
    [InlineData("{\"atLeast\":0.5}", "null", "get")]
    [InlineData("}}}", "}}", "depth")]
    public void A_typo_is_refused(string good, string bad, string named) =>
        Should.Throw<InvalidOperationException>(() => Read(Good.Replace(good, bad, StringComparison.Ordinal))).Message.ShouldContain(named);

    private static readonly Pauses NoPauses = new(0, 0, 0, 0);

    [Fact]
    public void A_breach_names_the_scenario_the_figure_and_the_target()
    {
        var collected = new Collected(Read(Good), "test");
        var slow = new Figures("all", 60, 3000, 0, 50, 10, 151, 299, 400, 500);
        collected.Add(new ScenarioRun("list", "load", new Measured(slow, [], [], 0.1, []), null, NoPauses));
        collected.Add([Verdict.Of("get", [0.4, 0.45, 0.48]), Verdict.Of("create-p95", [1, 1, 1])]);
        collected
            .Breaches.Select(b => b.ToString())
            .ShouldBe([
                "MISSED list: P95 in ms is 151, target at most 150",
                "MISSED get: median of 0.40–0.48 is 0.45, target at least 0.5",
            ]);
        // How long the other profiles take is there to be looked at; what goes wrong is not.
        collected.Add(new ScenarioRun("list", "stress", new Measured(slow, [], [], 0.2, []), null, NoPauses));
        collected.Breaches.Count.ShouldBe(2);
        var failing = slow with { Errors = 4, P95Ms = 1 };
        collected.Add(new ScenarioRun("list", "stress", new Measured(failing, [], [], 0.1, []), null, NoPauses));
        collected.Breaches[^1].Figure.ShouldBe("error rate");
        collected.Add(new ScenarioRun("sync", "spike", new Measured(slow with { Count = 0 }, [], [], 0.1, []), null, NoPauses));
        collected.Breaches[^1].Figure.ShouldBe("answers");
        collected.Add(new ScenarioRun("sync", "load", new Measured(slow, [], [], 0.16, []), null, NoPauses));
        collected.Breaches[^1].Figure.ShouldBe("the generator's part of the machine");
        // Whoever is not told of any hits has none.
        collected.Add(new ScenarioRun("mixed", "load", new Measured(slow, [], [], 0.1, []), null, NoPauses));
        collected.Breaches[^1].Figure.ShouldBe("cache hit rate");
    }

    [Fact]
    public void What_has_a_target_and_was_not_measured_is_named()
    {
        var collected = new Collected(Read(Good), "test");
        collected.Add([Verdict.Of("get", [0.5])]);
        collected.MissUnmeasured();
        collected
            .Breaches.Select(b => b.ToString())
            .ShouldBe([
                "MISSED list: times measured is 0, target at least 1",
                "MISSED mixed: times measured is 0, target at least 1",
                "MISSED create-p95: times measured is 0, target at least 1",
            ]);
    }

    [Fact]
    public void A_ratio_whose_interval_holds_the_target_is_neither_met_nor_missed()
    {
        var collected = new Collected(Read(Good), "test");
        collected.Add([Verdict.Of("get", [0.4, 0.46, 0.6]), Verdict.Of("create-p95", [1.9, 2.1, 2.2])]);
        collected.Breaches.ShouldAllBe(b => b.Undecided);
        collected.Breaches.Select(b => b.Scenario).ShouldBe(["get", "create-p95"]);
        collected.Add([Verdict.Of("create-p95", [2.1, 2.1, 2.2])]);
        collected.Breaches[^1].Undecided.ShouldBeFalse();
        collected.Add([Verdict.Of("get", [0.4, 0.46, 0.6]) with { Stolen = 0.05 }]);
        collected.Breaches[^1].Undecided.ShouldBeFalse("noise excuses nothing");
        collected.Add([Verdict.Of("get", [0.4, 0.44, 0.6])]);
        collected.Breaches[^1].Undecided.ShouldBeFalse("more than a tenth is missing");
    }

    [Fact]
    public void Stolen_time_is_told_from_the_rest()
    {
        var before = MachineTime.Parse("cpu  100 0 50 800 5 0 5 40 7 0");
        before.ShouldBe(new MachineTime(1000, 40));
        MachineTime.Parse("cpu  180 0 60 805 5 0 5 45 9 0").StolenSince(before).ShouldBe(0.05);
        before.StolenSince(before).ShouldBe(0);
    }

    [Fact]
    public void An_unknown_scenario_or_profile_lists_the_known_ones()
    {
        Should.Throw<InvalidOperationException>(() => RunCommand.Find("lisst", "load")).Message.ShouldContain("wallet-summary");
        Should.Throw<InvalidOperationException>(() => RunCommand.Find("list", "lod")).Message.ShouldContain("soak");
        Should
            .Throw<InvalidOperationException>(() => RatiosCommand.Check(["create", "reads", "raeds"]))
            .Message.ShouldContain("dashboards");
    }

    [Fact]
    public void Every_scenario_and_profile_that_was_promised_is_there()
    {
        string[] scenarios =
        [
            "health",
            "sign-in",
            "create",
            "list",
            "dashboard-cold",
            "dashboard-cached",
            "dashboard-304",
            "wallet-summary",
            "sync",
            "import",
            "admin",
            "mixed",
        ];
        scenarios.ShouldBeSubsetOf(Scenario.All.Select(s => s.Name));
        Users("load").ShouldBe((1, 50, 60));
        Users("stress").ShouldBe((1, 500, 75));
        Users("soak").ShouldBe((50, 50, 1800));
        Users("spike").ShouldBe((10, 200, 60));
        Profile.All.Single(p => p.Name == "baseline").Steps.ShouldBeEmpty();

        static (int First, int Most, int Seconds) Users(string profile)
        {
            var steps = Profile.All.Single(p => p.Name == profile).Steps;
            return (steps[0].From, steps.Max(s => s.To), steps.Sum(s => s.Seconds));
        }
    }

    private static Targets Read(string json)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, json);
            return Targets.Read(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
