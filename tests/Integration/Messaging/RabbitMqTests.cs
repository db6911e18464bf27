using Rupaya.Infrastructure.Messaging.RabbitMq;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Messaging;

/// <summary>Runs beside no other test: while both cores are taken, the client's way back to the broker takes longer than a test should wait.</summary>
[CollectionDefinition(nameof(RabbitMqTests), DisableParallelization = true)]
public sealed class BrokerCollection;

[Collection(nameof(RabbitMqTests))]
public sealed class RabbitMqTests
{
    private static Task<bool> OutboxEmptyAsync(TestDatabase database) => EmptyAsync(database, "select count(*) from outbox");

    private static Task<bool> ProjectedAsync(TestDatabase database) =>
        EmptyAsync(database, "select count(*) from projection_heads p join books b using (book_id) where p.applied_seq < b.seq");

    private static async Task<bool> EmptyAsync(TestDatabase database, string count) => await database.ScalarAsync<long>(count) == 0;

    [Fact]
    public async Task What_an_API_wrote_before_any_worker_ever_ran_reaches_every_effect_and_none_twice()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = Settings.RabbitMq(await Servers.NewVirtualHostAsync());
        await using var api = await TestHost.StartAsync("serve", database.App, settings);
        var client = await api.Client().SignUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        var dining = await client.CategoryAsync("Dining");
        (
            await client.PostAsync(
                "budgets",
                new
                {
                    categoryId = dining,
                    amount = 400,
                    period = "year",
                }
            )
        ).Ok();
        await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(async _ =>
                {
                    for (var i = 0; i < 50; i++)
                    {
                        (await client.ExpenseAsync(account, 1, dining)).Ok();
                    }
                })
        );
        await Wait.UntilAsync(() => OutboxEmptyAsync(database));
        (await database.ScalarAsync<long>("select count(*) from book_totals")).ShouldBe(0);

        await using var worker = await TestHost.StartAsync("work", database.App, settings);
        await Wait.UntilAsync(() => ProjectedAsync(database), 60);
        (await database.ScalarAsync<decimal>("select sum(amount) from book_totals where flow = 'expense'")).ShouldBe(-500);
        (await database.ScalarAsync<decimal>("select sum(n) from book_totals where flow = 'expense'")).ShouldBe(500);
        await Wait.UntilAsync(async () => (await client.GetAsync("notifications")).Ok().GetArrayLength() > 0);
        await Wait.UntilAsync(() => Broker.IsEmptyAsync(settings), 60);
        (await client.GetAsync("notifications")).Ok().GetArrayLength().ShouldBe(1);
        await Consistency.ShouldHoldAsync(database);
    }

    [Fact]
    public async Task With_the_broker_gone_requests_go_on_and_everything_arrives_when_it_is_back()
    {
        await using var database = await TestDatabase.CreateAsync();
        var address = new Uri(await Servers.NewVirtualHostAsync());
        await using var proxy = new TcpProxy(address.Port);
        var settings = Settings.RabbitMq(new UriBuilder(address) { Port = proxy.Port }.Uri.ToString());
        await using var api = await TestHost.StartAsync("serve", database.App, settings);
        await using var worker = await TestHost.StartAsync("work", database.App, settings);
        var client = await api.Client().SignUpAsync();
        var account = await client.OpenAccountAsync();
        await Wait.UntilAsync(() => ProjectedAsync(database));

        proxy.Cut();
        for (var i = 0; i < 20; i++)
        {
            (await client.IncomeAsync(account, 1)).Ok();
        }
        await Wait.UntilAsync(async () => (await client.GetAsync("/health/ready")).Ok().GetProperty("status").GetString() == "degraded");
        (await client.DashboardAsync()).GetProperty("income").GetDecimal().ShouldBe(20);
        (await database.ScalarAsync<long>("select count(*) from outbox")).ShouldBeGreaterThan(0);
        (await database.ScalarAsync<long>("select count(*) from outbox_dead")).ShouldBe(0);

        proxy.Restore();
        await Wait.UntilAsync(() => ProjectedAsync(database), 60);
        await Wait.UntilAsync(() => OutboxEmptyAsync(database), 60);
        await Wait.UntilAsync(async () => (await client.GetAsync("/health/ready")).Ok().GetProperty("status").GetString() == "ok", 60);
    }

    [Fact]
    public async Task With_the_database_gone_for_a_while_no_message_is_given_up()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = Settings
            .RabbitMq(await Servers.NewVirtualHostAsync())
            .And(new(StringComparer.Ordinal) { ["Messaging:RetryMs"] = "10" });
        await using var proxy = new TcpProxy(Servers.PortOf(database.App));
        var through = new Npgsql.NpgsqlConnectionStringBuilder(database.App) { Port = proxy.Port }.ConnectionString;
        await using var api = await TestHost.StartAsync("serve", database.App, settings);
        await using var worker = await TestHost.StartAsync("work", through, settings);
        await Wait.UntilAsync(() => Task.FromResult(worker.Get<TopologyGate>().IsOpen));
        proxy.Cut();
        var client = await api.Client().SignUpAsync();
        (await client.IncomeAsync(await client.OpenAccountAsync(), 1)).Ok();
        await Wait.UntilAsync(() => OutboxEmptyAsync(database));
        await Task.Delay(TimeSpan.FromSeconds(1));
        proxy.Restore();
        await Wait.UntilAsync(() => ProjectedAsync(database), 60);
        await Wait.UntilAsync(() => Broker.IsEmptyAsync(settings), 60);
    }

    [Fact]
    public async Task A_process_whose_queues_stay_undeclared_starts_its_bus_anew()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = Settings
            .RabbitMq(await Servers.NewVirtualHostAsync())
            .And(new(StringComparer.Ordinal) { ["Messaging:StuckSeconds"] = "3" });
        await using var host = await TestHost.StartAsync("all", database.App, settings);
        var gate = host.Get<TopologyGate>();
        await Wait.UntilAsync(() => Task.FromResult(gate.IsOpen));
        // As an endpoint leaves it that gives up: nobody declares its queue any more.
        gate.End("rupaya.project-ledger");
        await Task.Delay(TimeSpan.FromSeconds(1));
        gate.IsOpen.ShouldBeFalse();

        await Wait.UntilAsync(() => Task.FromResult(gate.IsOpen), 60);
        await host.Client().SignUpAsync();
        await Wait.UntilAsync(() => ProjectedAsync(database), 60);
    }

    [Fact]
    public async Task A_row_that_is_bad_in_itself_is_buried_with_its_reason_and_blocks_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = Settings.RabbitMq(await Servers.NewVirtualHostAsync());
        await database.RunAsync(
            """
            insert into outbox (message_id, contract, body, created_at) values
                (gen_random_uuid(), 'V9.FromTheFuture', '{}', now() - interval '25 hours'), (gen_random_uuid(), 'V1.BookChanged', 'rubbish', now()),
                (gen_random_uuid(), 'V9.FromTheFuture', '{}', now())
            """
        );
        await using var host = await TestHost.StartAsync("all", database.App, settings);
        await host.Client().SignUpAsync();
        // One waits for a build that knows it.
        await Wait.UntilAsync(() => EmptyAsync(database, "select count(*) - 1 from outbox"));
        await Wait.UntilAsync(() => ProjectedAsync(database));
        (await database.ScalarAsync<string>("select contract from outbox")).ShouldBe("V9.FromTheFuture");
        (
            await database.ScalarAsync<long>(
                "select count(*) from outbox_dead where reason like 'unknown contract%' or reason like 'undeserialisable%'"
            )
        ).ShouldBe(2);
    }

    [Fact]
    public async Task What_an_effect_cannot_do_and_what_nobody_understands_lands_in_its_dead_letter_queue()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = Settings
            .RabbitMq(await Servers.NewVirtualHostAsync())
            .And(new(StringComparer.Ordinal) { ["Messaging:RetryMs"] = "10" });
        await using var host = await TestHost.StartAsync("all", database.App, settings);
        await Wait.UntilAsync(() => Task.FromResult(host.Get<TopologyGate>().IsOpen));
        await Broker.PublishAsync(settings, "rupaya.project-ledger", "not json");
        await Broker.PublishAsync(settings, "rupaya.project-ledger", """{"messageType":["urn:message:Nobody:Knows"],"message":{}}""");
        await Wait.UntilAsync(async () => await Broker.DepthAsync(settings, "rupaya.project-ledger.dead") == 2);

        // The alert effect fails on a table it cannot read; the projection of the same message does not care.
        await database.RunAsync("alter table notifications rename to hidden; alter table budgets rename to hidden_budgets");
        await host.Client().SignUpAsync();
        await Wait.UntilAsync(async () => await Broker.DepthAsync(settings, "rupaya.raise-alerts.dead") == 1);
        await Wait.UntilAsync(() => ProjectedAsync(database));
        (await Broker.DepthAsync(settings, "rupaya.project-ledger")).ShouldBe(0);
    }

    [Fact]
    public async Task The_topology_command_declares_everything_and_leaves()
    {
        await using var database = await TestDatabase.CreateAsync();
        var address = await Servers.NewVirtualHostAsync();
        var code = await Host.Commands.TopologyCommand.RunAsync([
            $"--ConnectionStrings:RabbitMq={address}",
            $"--ConnectionStrings:Postgres={database.App}",
        ]);
        code.ShouldBe(0);
        (
            await database.ScalarAsync<long>("select count(*) from effects where name = 'raise-alerts' and contract = 'V1.BookChanged'")
        ).ShouldBe(1);
        var queues = await Broker.QueuesAsync(Settings.RabbitMq(address));
        queues
            .Select(q => q.GetProperty("name").GetString())
            .ShouldBe(
                new[]
                {
                    "deliver-webhook",
                    "import-statement",
                    "post-recurring",
                    "project-ledger",
                    "raise-account-notice",
                    "raise-alerts",
                    "refresh-cache",
                    "send-account-mail",
                    "send-mail",
                    "send-transaction-mail",
                }.SelectMany(n => new[] { $"rupaya.{n}", $"rupaya.{n}.dead" }),
                ignoreOrder: true
            );
        queues.ShouldAllBe(q => q.GetProperty("type").GetString() == "quorum");
    }
}
