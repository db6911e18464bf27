using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Platform;

namespace Rupaya.Unit.Infrastructure;

/// <summary>What a scrape shows, and that rules can be written over it.</summary>
public sealed class PrometheusTextTests
{
    private static readonly string[] Kinds = ["_bucket", "_sum", "_count"];

    /// <summary>Gauges of .NET itself that promtool takes for parts of histograms.</summary>
    private static readonly string[] OfDotnet =
    [
        "dotnet_assembly_count",
        "dotnet_process_cpu_count",
        "dotnet_thread_pool_thread_count",
        "dotnet_timer_count",
    ];

    private static string Scrape(Action measure)
    {
        using var metrics = new PrometheusText();
        measure();
        return metrics.Write();
    }

    [Fact]
    public void A_lag_is_told_apart_beyond_ten_seconds_and_a_duration_ends_there()
    {
        var text = Scrape(() =>
        {
            Telemetry.EffectLag.Record(45, Telemetry.Effect("slow"));
            Telemetry.PasswordWait.Record(45);
        });
        text.ShouldContain("rupaya_effects_lag_seconds_bucket{effect=\"slow\",le=\"30\"} 0");
        text.ShouldContain("rupaya_effects_lag_seconds_bucket{effect=\"slow\",le=\"60\"} 1");
        text.ShouldContain("rupaya_effects_lag_seconds_bucket{effect=\"slow\",le=\"300\"} 1");
        text.ShouldNotContain("rupaya_passwords_wait_seconds_bucket{le=\"30\"}");
    }

    [Fact]
    public void What_may_fail_is_there_before_it_failed_once()
    {
        var text = Scrape(() => Telemetry.StartAtZero(["zero-effect"], ["zero-figure"]));
        foreach (
            var series in new[]
            {
                "rupaya_effects_total{effect=\"zero-effect\",result=\"dead\"} 0",
                "rupaya_effects_total{effect=\"zero-effect\",result=\"failed\"} 0",
                "rupaya_cache_answers_total{result=\"miss\",figure=\"zero-figure\"} 0",
                "rupaya_webhooks_attempts_total{result=\"failed\"} ",
                "rupaya_mails_total{result=\"refused\"} ",
                "rupaya_security_events_total{event=\"signin.failed\"} ",
                "rupaya_ratelimit_refused_total{policy=\"auth\"} ",
                "rupaya_ratelimit_fallbacks_total ",
            }
        )
        {
            text.ShouldContain(series);
        }
    }

    [Fact]
    public void Counting_goes_on_in_the_series_that_began_at_zero()
    {
        var text = Scrape(() =>
        {
            Telemetry.StartAtZero(["counted-effect"], ["counted-figure"]);
            Telemetry.Effects.Add(1, Telemetry.Effect("counted-effect"), Telemetry.Result("failed"));
            Telemetry.CacheAnswers.Add(1, Telemetry.Result("miss"), Telemetry.Figure("counted-figure"));
        });
        text.ShouldContain("rupaya_effects_total{effect=\"counted-effect\",result=\"failed\"} 1");
        text.ShouldContain("rupaya_cache_answers_total{result=\"miss\",figure=\"counted-figure\"} 1");
    }

    [Fact]
    public void Each_metric_says_what_it_is_and_its_name_fits_its_kind()
    {
        var text = Scrape(() => Telemetry.StartAtZero(["named"], ["named"]));
        var gauges = Regex
            .Matches(text, "^# TYPE (?<name>\\w+) gauge$", RegexOptions.Multiline, TimeSpan.FromSeconds(1))
            .Select(m => m.Groups["name"].Value)
            .ToList();
        gauges.Count.ShouldBeGreaterThan(3);
        gauges.Where(g => Kinds.Any(k => g.EndsWith(k, StringComparison.Ordinal))).Except(OfDotnet).ShouldBeEmpty();
        var ours = Regex.Matches(text, "^# TYPE (?<name>rupaya_\\w+|messaging_\\w+) ", RegexOptions.Multiline, TimeSpan.FromSeconds(1));
        ours.Count.ShouldBeGreaterThan(8);
        foreach (Match name in ours)
        {
            text.ShouldContain($"# HELP {name.Groups["name"].Value} ");
        }
    }

    [Fact]
    public void Two_servers_in_one_process_are_one_metric()
    {
        using var one = new Meter("Npgsql");
        using var other = new Meter("Npgsql");
        var text = Scrape(() =>
        {
            one.CreateUpDownCounter<long>("db.client.connection.twice", description: "First line.\nSecond line.").Add(1);
            other.CreateUpDownCounter<long>("db.client.connection.twice").Add(2);
        });
        text.ShouldContain(
            "# HELP db_client_connection_twice First line.\\nSecond line.\n# TYPE db_client_connection_twice gauge\ndb_client_connection_twice 3\n"
        );
    }
}
