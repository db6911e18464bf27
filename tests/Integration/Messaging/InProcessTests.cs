using Rupaya.Domain.Contracts.V1;
using Rupaya.Infrastructure.Messaging;
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
    public async Task An_unknown_contract_is_buried_and_blocks_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.RunAsync(
            "insert into outbox (message_id, contract, body, created_at) values (gen_random_uuid(), 'V9.FromTheFuture', '{}', now())"
        );
        await using var host = await TestHost.StartAsync("all", database.App);
        await host.Client().SignUpAsync();
        await Wait.UntilAsync(() => NullLog.IsAsync(database));
        (await database.ScalarAsync<string>("select reason from outbox_dead")).ShouldBe("unknown contract");
    }
}
