using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;
using Rupaya.Support;
using Rupaya.Workers.Housekeeping;

namespace Rupaya.Integration.Housekeeping;

/// <summary>docs/retention.md: each period ends what it is said to end, when it is said to, and nothing else.</summary>
public sealed class RetentionTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly IReadOnlyList<RetentionTask> Tasks = RetentionTask.All(new RetentionOptions(), auditDays: 730);

    private readonly Clock _clock = new() { Now = new DateTimeOffset(2026, 11, 21, 10, 30, 0, TimeSpan.Zero) };

    public static TheoryData<string, string, double> Periods =>
        new()
        {
            { "idempotency", "idempotency_keys", 2 },
            { "uploads", "imports", 1 / 24d },
            { "sessions", "sessions", 7 },
            { "tokens", "sessions", 30 },
            { "challenges", "mfa_challenges", 7 },
            { "oidc-flows", "oidc_flows", 1 },
            { "id-tokens", "seen_id_tokens", 1 },
            { "ceremonies", "ceremonies", 1 },
            { "mail-tokens", "account_tokens", 7 },
            { "email-changes", "email_changes", 7 },
            { "signin-attempts", "signin_attempts", 2 },
            { "signing-keys", "signing_keys", 1 },
            { "invitations", "invitations", 30 },
            { "notifications", "notifications", 400 },
            { "alerts", "alerts", 800 },
            { "deliveries", "webhook_deliveries", 30 },
            { "failed-deliveries", "webhook_deliveries", 90 },
            { "sent-mails", "sent_mails", 90 },
            { "staged-rows", "import_rows", 30 },
            { "occurrences", "schedule_occurrences", 400 },
        };

    [Theory]
    [MemberData(nameof(Periods))]
    public async Task A_row_goes_when_its_time_is_over_and_no_other_does(string kind, string table, double days)
    {
        await using var world = await RetentionWorld.CreateAsync();
        // This kind's row has half an hour left, all others two.
        foreach (var task in Tasks.Where(t => t.Name != "audit"))
        {
            await world.AddAsync(task.Name, _clock.Now - task.Kept + (task.Name == kind ? Hour / 2 : Hour * 2));
        }
        var before = await world.CountAsync();
        var retention = world.Retention(_clock);
        await retention.RunAsync(CancellationToken.None);
        (await world.CountAsync()).ShouldBe(before);

        _clock.Now += Hour;
        await retention.RunAsync(CancellationToken.None);
        before[table]--;
        (await world.CountAsync()).ShouldBe(before);
        Tasks.Single(t => t.Name == kind).Kept.ShouldBe(TimeSpan.FromDays(days));
    }

    /// <summary>The audit log has a test of its own (KeyAndPolicyTests): its rows are a chain.</summary>
    [Fact]
    public void Each_kind_is_tested() => Tasks.Select(t => t.Name).ShouldBe([.. Periods.Select(p => p.Data.Item1), "audit"]);

    [Fact]
    public async Task What_a_book_is_made_of_is_never_too_old()
    {
        await using var world = await RetentionWorld.CreateAsync();
        var before = await world.CountAsync();
        _clock.Now = TimeProvider.System.GetUtcNow().AddYears(20);
        await world.Retention(_clock).RunAsync(CancellationToken.None);
        var after = await world.CountAsync();
        string[] gone = [.. before.Where(t => after[t.Key] != t.Value).Select(t => t.Key).Order(StringComparer.Ordinal)];
        // What signing up and the first expense leave behind; the audit log keeps its last row of each subject.
        gone.ShouldBeSubsetOf(["account_tokens", "audit_anchors", "idempotency_keys", "sessions", "signin_attempts"]);
    }

    [Fact]
    public async Task A_kind_that_cannot_go_does_not_keep_the_others()
    {
        await using var world = await RetentionWorld.CreateAsync();
        await world.AddAsync("sessions", _clock.Now.AddYears(-1));
        await world.AddAsync("occurrences", _clock.Now.AddYears(-2));
        await world.Database.RunAsync("revoke delete on sessions from rupaya_app");
        var before = await world.CountAsync();
        await world.Retention(_clock).RunAsync(CancellationToken.None);
        before["schedule_occurrences"]--;
        (await world.CountAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_worker_removes_and_counts_what_it_removed()
    {
        await using var world = await RetentionWorld.CreateAsync();
        await world.AddAsync("sent-mails", TimeProvider.System.GetUtcNow().AddDays(-91));
        await using var worker = await TestHost.StartAsync("work", world.Database.App);
        await Wait.UntilAsync(async () =>
            await world.Database.ScalarAsync<long>("select count(*) from sent_mails where sent_at < now() - interval '90 days'") == 0
        );
        await Wait.ForAsync(
            worker.MetricsAsync,
            t =>
                Regex.IsMatch(
                    t,
                    """rupaya_housekeeping_rows_total\{task="sent-mails"\} [1-9]""",
                    RegexOptions.None,
                    TimeSpan.FromSeconds(1)
                )
        );
    }

    [Fact]
    public async Task Rows_that_were_imported_are_not_gone_through_for_those_that_came_to_nothing()
    {
        await using var world = await RetentionWorld.CreateAsync();
        await world.AddAsync("staged-rows", _clock.Now);
        await world.Database.RunAsync(
            """
            insert into import_rows (book_id, import_id, line, verdict)
            select book_id, import_id, n, 'imported' from imports, generate_series(10, 20000) n where import_id = 'aaaaaaaa-0000-0000-0000-000000000004'
            """
        );
        await world.Database.RunAsync("analyze imports, import_rows");
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Postgres"] = world.Database.App };
        await using var app = Databases
            .App(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), new DatabaseOptions())
            .Build();
        var delete = Tasks.Single(t => t.Name == "staged-rows").Text.Replace("$1", "now()", StringComparison.Ordinal);
        await using var explain = app.CreateCommand($"explain (format json) {delete}");
        var plan = (string)(await explain.ExecuteScalarAsync())!;
        plan.ShouldContain("\"import_rows_staged\"");
        plan.ShouldNotContain("\"import_rows_pkey\"");
    }

    [Fact]
    public void The_paper_names_each_setting_with_its_default()
    {
        var paper = File.ReadAllLines(Repository.PathOf("docs", "retention.md"));
        foreach (var setting in typeof(RetentionOptions).GetProperties())
        {
            var line = paper.SingleOrDefault(l => l.Contains($"`Retention__{setting.Name}`", StringComparison.Ordinal));
            line.ShouldNotBeNull(setting.Name);
            line.ShouldMatch($@"\b{setting.GetValue(new RetentionOptions())} (h|days?)\b");
        }
    }
}
