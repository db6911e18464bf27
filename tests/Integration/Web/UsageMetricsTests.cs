using System.Text.RegularExpressions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rupaya.Infrastructure;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Verification;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Web;

/// <summary>What operators see of the product's use and state, beside how fast it is.</summary>
public sealed class UsageMetricsTests
{
    [Fact]
    public async Task Commits_refusals_builds_and_servers_are_counted_where_they_happen()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("all", database.App);
        var before = await host.MetricsAsync();
        var client = await host.Client().SignUpAsync();
        var account = await client.OpenAccountAsync();
        (await client.IncomeAsync(account, 1)).Ok();
        (await client.GetAsync($"accounts/{Guid.Empty}")).ShouldFail(404, "not_found");

        var after = await Wait.ForAsync(
            host.MetricsAsync,
            t =>
                t.Contains("rupaya_dependency_up{dependency=\"postgresql\"} 1", StringComparison.Ordinal)
                && t.Contains("rupaya_dependency_up{dependency=\"schema\"} 1", StringComparison.Ordinal)
        );
        After("rupaya_commits_total{kind=\"account\",op=\"created\"}").ShouldBeGreaterThanOrEqualTo(1);
        After("rupaya_commits_total{kind=\"transaction\",op=\"created\"}").ShouldBeGreaterThanOrEqualTo(1);
        After("rupaya_http_rejected_total{reason=\"not_found\"}").ShouldBeGreaterThanOrEqualTo(1);
        after.ShouldContain("rupaya_dependency_up{dependency=\"schema\"} 1");
        after.ShouldMatch("rupaya_build_info\\{version=\"[^\"]+\",revision=\"[^\"]+\",role=\"all\"\\} 1");
        after.ShouldContain("rupaya_imports_total{result=\"failed\"}");

        double After(string series) => Value(after, series) - Value(before, series);
    }

    [Fact]
    public async Task A_worker_measures_queues_projections_users_books_and_the_last_verification()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var api = await TestHost.StartAsync("serve", database.App))
        {
            var client = await api.Client().SignUpAsync();
            await client.OpenAccountAsync();
            await api.Get<Verifications>().RecordAsync(TimeSpan.FromSeconds(2), 3, CancellationToken.None);
        }
        await database.RunAsync("update verifications set at = at - interval '1 hour'");
        await database.RunAsync(
            "insert into backups (kind, label, at) values ('full', 'a', now() - interval '3 hours'), ('incr', 'b', now() - interval '2 hours'), ('logical', 'c', now())"
        );

        await using var worker = await TestHost.StartAsync("work", database.App);
        // The last that one round of measuring records.
        var text = await Wait.ForAsync(worker.MetricsAsync, t => t.Contains("rupaya_backup_age_seconds", StringComparison.Ordinal));
        Value(text, "rupaya_verify_differences").ShouldBe(3);
        Value(text, "rupaya_verify_age_seconds").ShouldBeInRange(3600, 4200);
        Value(text, "rupaya_backup_age_seconds").ShouldBeInRange(7200, 7800);
        Value(text, "rupaya_users{window=\"1d\"}").ShouldBeGreaterThanOrEqualTo(1);
        Value(text, "rupaya_users{window=\"30d\"}").ShouldBeGreaterThanOrEqualTo(1);
        Value(text, "rupaya_books").ShouldBeGreaterThanOrEqualTo(1);
        text.ShouldMatch("rupaya_projection_lag_seconds\\{projection=\"\\w+\"\\} ");
        await Wait.ForAsync(
            worker.MetricsAsync,
            t => t.Contains("rupaya_queue_consumers{queue=\"rupaya.project-ledger\"}", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_projection_is_as_late_as_the_oldest_change_that_it_lacks()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Housekeeping:Seconds"] = "3600" };
        await using (var api = await TestHost.StartAsync("serve", database.App, settings))
        {
            await (await api.Client().SignUpAsync()).OpenAccountAsync();
        }
        // Nobody folds: the events are gone, and the sweep that finds such books has run before it could.
        await database.RunAsync("delete from outbox; delete from deliveries; update changes set at = at - interval '10 minutes'");
        await using var worker = await TestHost.StartAsync("work", database.App, settings);
        await Wait.ForAsync(
            worker.MetricsAsync,
            t =>
                Regex.IsMatch(
                    t,
                    "rupaya_projection_lag_seconds\\{projection=\"\\w+\"\\} 6\\d\\d",
                    RegexOptions.None,
                    TimeSpan.FromSeconds(1)
                )
        );
    }

    [Theory]
    [InlineData(HealthStatus.Healthy, null, 1, 1)]
    [InlineData(HealthStatus.Unhealthy, "writes fail", 0, 1)]
    [InlineData(HealthStatus.Unhealthy, SchemaState.Pending, 1, 0)]
    [InlineData(HealthStatus.Unhealthy, SchemaState.TooNew, 1, 0)]
    public async Task A_schema_that_does_not_fit_is_told_apart_from_a_server_that_is_away(
        HealthStatus status,
        string? says,
        int server,
        int schema
    )
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("serve", database.App);
        await Wait.ForAsync(host.MetricsAsync, t => t.Contains("rupaya_dependency_up", StringComparison.Ordinal));
        var entry = new HealthReportEntry(status, says, TimeSpan.Zero, exception: null, data: null);
        var report = new HealthReport(
            new Dictionary<string, HealthReportEntry>(StringComparer.Ordinal) { [LedgerHealth.Name] = entry },
            TimeSpan.Zero
        );
        await new DependencyGauges().PublishAsync(report, CancellationToken.None);
        var text = await host.MetricsAsync();
        Value(text, "rupaya_dependency_up{dependency=\"postgresql\"}").ShouldBe(server);
        Value(text, "rupaya_dependency_up{dependency=\"schema\"}").ShouldBe(schema);
    }

    private static double Value(string text, string series) =>
        text.Split('\n').FirstOrDefault(l => l.StartsWith(series + " ", StringComparison.Ordinal)) is { } line
            ? double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture)
            : 0;
}
