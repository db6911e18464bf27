using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Persistence;

/// <summary>What takes something away waits until nobody needs it.</summary>
public sealed class ContractStepTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 10, 0, 0, TimeSpan.Zero);

    /// <summary>Drops a table that only builds before this one need.</summary>
    private static readonly MigrationScript Drop = new(
        "20991231_Drop",
        $"-- rupaya: contract, since 0.9, compatible from {Migrator.Newest}\ndrop table obsolete;\n"
    );

    private static Task RunAsync(TestDatabase database, Clock clock) =>
        new Migrator(database.Owner, [.. MigrationScript.All, Drop], clock).RunAsync(CancellationToken.None);

    private static Task<int> OldAsync(TestDatabase database, DateTimeOffset seen) =>
        database.RunAsync(
            "insert into schema_builds (process_id, build, version, role, started_at, seen_at) "
                + $"values (gen_random_uuid(), '20261202_Compatibility', '0.1.9', 'api', '{seen:O}', '{seen:O}')"
        );

    [Fact]
    public async Task A_contract_step_is_refused_while_an_old_process_runs_and_goes_through_five_minutes_after_it_ended()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.RunAsync("create table obsolete (id int)");
        var clock = new Clock { Now = Now };
        await OldAsync(database, Now.AddSeconds(-12));
        var refused = await Should.ThrowAsync<ContractRefusedException>(() => RunAsync(database, clock));
        refused.Message.ShouldBe(
            $"20991231_Drop takes away what builds before {Migrator.Newest} (release 0.9) need, and such processes are at work:\n"
                + "  0.1.9 api (schema 20261202_Compatibility), seen 12 s ago\nEnd them, wait 5 minutes and migrate again."
        );
        (await database.ScalarAsync<bool>("select to_regclass('obsolete') is not null")).ShouldBeTrue();
        (await database.ScalarAsync<string>("select migration from schema_compatible_from")).ShouldBe("20261201_Exports");

        clock.Now = Now.AddSeconds(-12) + SchemaBuilds.Silence;
        await RunAsync(database, clock);
        (await database.ScalarAsync<bool>("select to_regclass('obsolete') is null")).ShouldBeTrue();
        (await database.ScalarAsync<string>("select migration from schema_compatible_from")).ShouldBe(Migrator.Newest);
    }

    [Fact]
    public async Task Processes_note_themselves_and_those_of_the_builds_that_may_go_on_refuse_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.RunAsync("create table obsolete (id int)");
        await using var api = await TestHost.StartAsync("serve", database.App);
        await using var worker = await TestHost.StartAsync("work", database.App);
        await Wait.UntilAsync(async () =>
            await database.ScalarAsync<string>(
                "select coalesce(string_agg(format('%s %s %s', role, version, build), ',' order by role), '') from schema_builds"
            ) == $"api {ProcessInfo.Version} {Migrator.Newest},worker {ProcessInfo.Version} {Migrator.Newest}"
        );
        await RunAsync(database, new Clock { Now = TimeProvider.System.GetUtcNow() });
        (await database.ScalarAsync<bool>("select to_regclass('obsolete') is null")).ShouldBeTrue();
        (await api.Client().GetAsync("/health/ready")).Ok();
    }

    [Fact]
    public async Task A_process_says_again_each_minute_that_it_is_there_and_those_long_gone_are_forgotten()
    {
        await using var database = await TestDatabase.CreateAsync();
        await OldAsync(database, TimeProvider.System.GetUtcNow().AddDays(-2));
        var clock = new Hastening();
        await using var api = await TestHost.StartAsync("serve", database.App, clock: clock);
        await Wait.UntilAsync(async () =>
            await database.ScalarAsync<bool>("select count(*) = 1 and coalesce(bool_and(seen_at > started_at), false) from schema_builds")
        );
    }

    [Fact]
    public async Task The_command_names_who_is_at_work_and_ends_with_four()
    {
        // This build has no contract step yet: what the command does with one is seen from how it tells of it.
        var refused = new ContractRefusedException(Drop, Drop.Contract!, ["0.1.9 api"]);
        (await Host.CommandLine.TellAsync(() => throw refused)).ShouldBe(4);
    }

    /// <summary>Each minute is a tenth of a second.</summary>
    private sealed class Hastening : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Shorter(dueTime), Shorter(period));

        private static TimeSpan Shorter(TimeSpan time) => time >= TimeSpan.FromMinutes(1) ? TimeSpan.FromMilliseconds(100) : time;
    }
}
