using Rupaya.Domain.Contracts.V1;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Messaging.Operations;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Messaging;

public sealed class InProcessTests
{
    private static readonly Dictionary<string, string?> Fast = new(StringComparer.Ordinal)
    {
        ["Messaging:RetryMs"] = "10",
        ["Messaging:MaxAttempts"] = "3",
    };

    [Fact]
    public async Task What_an_API_wrote_before_any_worker_ever_ran_reaches_every_effect_and_none_twice()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var api = await TestHost.StartAsync("serve", database.App);
        var client = await api.Client().SignUpAsync();
        var account = await client.OpenAccountAsync();
        for (var i = 0; i < 30; i++)
        {
            (await client.IncomeAsync(account, 1)).Ok();
        }
        await using var worker = await TestHost.StartAsync("work", database.App);
        await Wait.UntilAsync(() => NullLog.IsAsync(database));
        (await database.ScalarAsync<decimal>("select sum(amount) from book_totals where flow = 'income'")).ShouldBe(30);
    }

    [Fact]
    public async Task A_failing_effect_is_tried_again_then_dead_with_its_reason_and_never_reruns_another()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.RunAsync("alter table budgets rename to hidden");
        await using var host = await TestHost.StartAsync("all", database.App, Fast);
        await host.Client().SignUpAsync();
        await Wait.UntilAsync(async () =>
            await database.ScalarAsync<long>(
                "select count(*) from deliveries where effect = 'raise-alerts' and attempts = 3 and dead_reason like '%budgets%'"
            ) == 1
        );
        (await database.ScalarAsync<long>("select count(*) from deliveries")).ShouldBe(1);
        (
            await database.ScalarAsync<long>(
                "select count(*) from projection_heads p join books b using (book_id) where p.applied_seq = b.seq"
            )
        ).ShouldBe(2);
    }

    // Sign-up changes a book and asks for a mail.
    private static readonly int Effects = new[] { typeof(BookChanged), typeof(AccountNotice) }.Sum(c =>
        EffectCatalog.Scan(typeof(Workers.WorkersRegistration).Assembly).For(c).Count()
    );

    [Fact]
    public async Task A_lease_left_behind_by_a_killed_process_runs_out_and_the_work_is_done()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var api = await TestHost.StartAsync("serve", database.App))
        {
            await api.Client().SignUpAsync();
            await Wait.UntilAsync(async () => await database.ScalarAsync<long>("select count(*) from deliveries") == Effects);
        }
        await database.RunAsync("update deliveries set attempts = 1, locked_until = now() + interval '1 second'");
        await using var worker = await TestHost.StartAsync("work", database.App);
        await Wait.UntilAsync(() => NullLog.IsAsync(database));
    }

    [Fact]
    public async Task What_an_embedded_process_left_behind_is_finished_after_a_change_to_RabbitMQ()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var api = await TestHost.StartAsync("serve", database.App))
        {
            await api.Client().SignUpAsync();
            await Wait.UntilAsync(async () => await database.ScalarAsync<long>("select count(*) from deliveries") == Effects);
        }
        await using var worker = await TestHost.StartAsync("work", database.App, Settings.RabbitMq(await Servers.NewVirtualHostAsync()));
        await Wait.UntilAsync(() => NullLog.IsAsync(database));
    }

    [Fact]
    public async Task An_import_whose_message_was_lost_is_announced_again_and_one_beyond_help_is_given_up()
    {
        await using var database = await TestDatabase.CreateAsync();
        var paused = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Messaging:Dispatch"] = "false" };
        await using var api = await TestHost.StartAsync("serve", database.App, paused);
        var client = await api.Client().SignUpAsync();
        var account = await client.OpenAccountAsync();
        var lost = (await client.UploadAsync(account, Imports.StatementFile.Small)).Ok().GetProperty("importId").GetGuid();
        var old = (await client.UploadAsync(account, Imports.StatementFile.Small)).Ok().GetProperty("importId").GetGuid();
        await database.RunAsync(
            $"delete from outbox; update imports set created_at = now() - interval '10 minutes'; update imports set created_at = now() - interval '2 days' where import_id = '{old}'"
        );
        await using var worker = await TestHost.StartAsync("work", database.App);
        await Wait.UntilAsync(async () => (await client.GetAsync($"imports/{lost}")).Ok().GetProperty("status").GetString() == "completed");
        var givenUp = (await client.GetAsync($"imports/{old}")).Ok();
        givenUp.GetProperty("status").GetString().ShouldBe("failed");
        givenUp.GetProperty("problems")[0].GetProperty("code").GetString().ShouldBe("import_failed");
        (await database.ScalarAsync<long>("select count(*) from import_files")).ShouldBe(0);
    }

    [Fact]
    public async Task A_contract_that_only_a_newer_build_knows_waits_for_it_a_day_and_blocks_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.RunAsync(
            """
            insert into outbox (message_id, contract, body, created_at) values
                (gen_random_uuid(), 'V9.FromTheFuture', '{"young":true}', now() - interval '23 hours'),
                (gen_random_uuid(), 'V9.FromTheFuture', '{"young":false}', now() - interval '25 hours')
            """
        );
        await using var host = await TestHost.StartAsync("all", database.App);
        await host.Client().SignUpAsync();
        await Wait.UntilAsync(async () =>
            await database.ScalarAsync<long>("select count(*) from outbox where contract <> 'V9.FromTheFuture'") == 0
            && await database.ScalarAsync<long>("select count(*) from deliveries") == 0
            && await database.ScalarAsync<long>("select count(*) from outbox_dead") == 1
        );
        // Longer than the pause after which it is looked at again.
        await Task.Delay(TimeSpan.FromSeconds(3));
        (await database.ScalarAsync<string>("select body from outbox")).ShouldBe("{\"young\":true}");
        (await database.ScalarAsync<string>("select body || reason from outbox_dead")).ShouldBe("{\"young\":false}unknown contract");
    }

    [Fact]
    public async Task What_an_old_process_dispatches_reaches_the_effects_of_a_newer_build()
    {
        await using var database = await TestDatabase.CreateAsync();
        // This build is the old one; the newer has an effect more, and its topology command has run.
        await database.RunAsync("insert into effects values ('sample', 'V1.BookChanged'), ('other', 'V9.FromTheFuture')");
        await using (var old = await TestHost.StartAsync("all", database.App))
        {
            await old.Client().SignUpAsync();
            await Wait.UntilAsync(async () =>
                await database.ScalarAsync<long>("select count(*) from outbox") == 0
                && await database.ScalarAsync<long>("select count(*) from deliveries where effect <> 'sample'") == 0
            );
            await Task.Delay(TimeSpan.FromSeconds(1));
            (
                await database.ScalarAsync<string>(
                    "select string_agg(format('%s %s %s', effect, attempts, dead_reason), ',') from deliveries"
                )
            ).ShouldBe("sample 0 ");
            var queues = (await old.Get<IQueueOperations>().ListAsync(CancellationToken.None))!;
            queues.Single(q => q.Name == "rupaya.sample").ShouldBe(new QueueState("rupaya.sample", 1, 0, 0, 0));
        }
        await using var fresh = await TestHost.StartAsync("work", database.App, more: typeof(InProcessTests).Assembly);
        await Wait.UntilAsync(() => NullLog.IsAsync(database));
    }

    [Fact]
    public async Task A_process_that_runs_effects_tells_the_others_of_them_and_so_does_the_topology_command()
    {
        await using var database = await TestDatabase.CreateAsync();
        (
            await Host.Commands.TopologyCommand.RunAsync([
                "--Messaging:Transport=InProcess",
                $"--ConnectionStrings:Postgres={database.App}",
            ])
        ).ShouldBe(0);
        var known = await EffectsAsync(database);
        known.ShouldContain("project-ledger V1.BookChanged");
        known.Length.ShouldBe(EffectCatalog.Scan(typeof(Workers.WorkersRegistration).Assembly).All.Count);
        await using var host = await TestHost.StartAsync("work", database.App, more: typeof(InProcessTests).Assembly);
        await Wait.UntilAsync(async () => (await EffectsAsync(database)).Contains("sample V1.BookChanged", StringComparer.Ordinal));
    }

    private static Task<string[]> EffectsAsync(TestDatabase database) =>
        database.ScalarAsync<string[]>("select array_agg(name || ' ' || contract order by name, contract) from effects");
}
