using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Messaging.RabbitMq;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;
using Rupaya.Integration.Messaging;

namespace Rupaya.Integration.Reliability;

/// <summary>R8 to R15: what messages do to effects when they come twice, late, out of order, or not at all.</summary>
[Collection(nameof(RabbitMqTests))]
public sealed class MessagingTests
{
    private static Task<bool> ProjectedAsync(TestDatabase database) =>
        database.ScalarAsync<bool>(
            "select not exists (select 1 from projection_heads p join books b using (book_id) where p.applied_seq < b.seq)"
        );

    /// <summary>Somebody with a low balance, a webhook and a booked expense; everything has had its effects.</summary>
    private static async Task<(Client Client, Guid Account)> SettledAsync(TestHost host, TestDatabase database, string hook)
    {
        var client = await host.Client().SignUpAsync();
        var account = await client.OpenAccountAsync(opening: 10);
        (await client.PostAsync("webhooks", new { url = hook, events = new[] { "transaction.created", "account.low_balance" } })).Ok();
        (await client.ExpenseAsync(account, 20)).Ok();
        await Wait.UntilAsync(() => ProjectedAsync(database));
        await Wait.UntilAsync(async () => (await client.GetAsync("notifications")).Ok().GetArrayLength() == 1);
        return (client, account);
    }

    [Theory]
    [InlineData("InProcess")]
    [InlineData("RabbitMq")]
    public async Task R8_the_same_message_and_the_same_fact_in_other_messages_have_one_effect(string transport)
    {
        using var mailbox = new Mailbox();
        await using var receiver = await HookReceiver.StartAsync();
        await using var database = await TestDatabase.CreateAsync();
        var settings = mailbox.Settings.And(HookReceiver.Settings);
        settings = transport == "RabbitMq" ? settings.And(Settings.RabbitMq(await Servers.NewVirtualHostAsync())) : settings;
        await using var host = await TestHost.StartAsync("all", database.App, settings);
        var (client, _) = await SettledAsync(host, database, receiver.Url);
        await receiver.WaitAsync(2);
        var fact = await LastAsync(database, client);
        var body = JsonSerializer.Serialize(fact, Rupaya.Infrastructure.Base.Json.Options);
        var same = Guid.CreateVersion7();
        for (var i = 0; i < 5; i++)
        {
            foreach (var id in new[] { same, Guid.CreateVersion7() })
            {
                await InsertAsync(database, id, body);
                await Wait.UntilAsync(async () => await database.ScalarAsync<long>("select count(*) from outbox") == 0);
            }
        }
        await Wait.UntilAsync(() => NullLog.IsAsync(database));
        await Task.Delay(1500);
        (await client.GetAsync("notifications")).Ok().GetArrayLength().ShouldBe(1);
        receiver.Requests.Count.ShouldBe(2);
        mailbox.Find(client.Email, "Expense of 20").Count.ShouldBe(1);
        (await database.ScalarAsync<decimal>("select sum(amount) from book_totals where flow = 'expense'")).ShouldBe(-20);
        await Consistency.ShouldHoldAsync(database);
    }

    [Fact]
    public async Task R9_hints_in_any_order_and_from_any_time_leave_the_same_totals()
    {
        await using var database = await TestDatabase.CreateAsync();
        var paused = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Messaging:Dispatch"] = "false" };
        await using var api = await TestHost.StartAsync("serve", database.App, paused);
        var client = await api.Client().SignUpAsync();
        var account = await client.OpenAccountAsync();
        for (var i = 1; i <= 40; i++)
        {
            var created = (await client.IncomeAsync(account, i)).Ok().GetProperty("transactionId").GetGuid();
            if (i % 3 == 0)
            {
                (await client.DeleteAsync($"transactions/{created}")).Ok();
            }
        }
        // The last first, each twice, and some from far in the past beside them.
        await database.RunAsync(
            """
            insert into outbox (message_id, contract, body, created_at)
            select gen_random_uuid(), contract, body, created_at from outbox order by id desc;
            """
        );
        await using var worker = await TestHost.StartAsync("work", database.App);
        await Wait.UntilAsync(() => NullLog.IsAsync(database));
        // And one after the other, each folded before the next, with a hint from the beginning of time behind each.
        for (var i = 0; i < 3; i++)
        {
            (await client.IncomeAsync(account, 100)).Ok();
            await database.RunAsync(
                "insert into outbox (message_id, contract, body, created_at) select gen_random_uuid(), contract, "
                    + "regexp_replace(body, '\"fromSeq\":\\d+', '\"fromSeq\":0'), created_at from outbox where contract = 'V1.BookChanged' order by id desc limit 1"
            );
            await Wait.UntilAsync(() => NullLog.IsAsync(database));
        }
        var expected = 300 + Enumerable.Range(1, 40).Where(i => i % 3 != 0).Sum();
        (await database.ScalarAsync<decimal>("select sum(amount) from book_totals where flow = 'income'")).ShouldBe(expected);
        await Consistency.ShouldHoldAsync(database);
    }

    [Fact]
    public async Task R10_an_effect_that_always_fails_keeps_no_other_waiting_and_its_pauses_grow()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Messaging:Effects:raise-alerts:MaxAttempts"] = "4",
            ["Messaging:Effects:raise-alerts:RetryMs"] = "400",
        };
        await using var host = await TestHost.StartAsync("all", database.App, settings);
        await database.RunAsync("alter table budgets rename to hidden");
        var watch = Stopwatch.StartNew();
        var client = await host.Client().SignUpAsync();
        await Wait.UntilAsync(() => ProjectedAsync(database));
        // The others are done while it is still being tried.
        (await DeadAlertsAsync(database)).ShouldBe(0);
        await Wait.UntilAsync(async () => await DeadAlertsAsync(database) == 1);
        // 400, 800 and 1600 ms lie between four tries.
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(2.8));
        (await client.GetAsync("accounts")).Ok();
    }

    [Fact]
    public async Task R11_rows_that_can_never_be_sent_stand_before_no_other()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.RunAsync(
            "insert into outbox (message_id, contract, body, created_at) select gen_random_uuid(), 'V1.BookChanged', 'rubbish', now() from generate_series(1, 2000)"
        );
        var settings = Settings.RabbitMq(await Servers.NewVirtualHostAsync());
        await using var host = await TestHost.StartAsync("all", database.App, settings);
        await host.Client().SignUpAsync();
        await Wait.UntilAsync(async () => await database.ScalarAsync<long>("select count(*) from outbox") == 0, 15);
        await Wait.UntilAsync(() => ProjectedAsync(database), 5);
        (await database.ScalarAsync<long>("select count(*) from outbox_dead where reason like 'undeserialisable%'")).ShouldBe(2000);
    }

    /// <summary>
    /// One of a contract's queues cannot be declared. A publish is confirmed as soon as any queue has it, so what is published before the whole
    /// topology is there is lost to that effect without a word.
    /// </summary>
    [Fact]
    public async Task Nothing_is_published_before_the_whole_topology_is_declared()
    {
        const int Count = 300;
        await using var database = await TestDatabase.CreateAsync();
        var settings = Settings.RabbitMq(await Servers.NewVirtualHostAsync());
        await Broker.DeclareWronglyAsync(settings, "rupaya.refresh-cache");
        await database.RunAsync(
            $$"""
            insert into outbox (message_id, contract, body, created_at)
            select gen_random_uuid(), 'V1.BookChanged', '{"bookId":"{{Guid.CreateVersion7()}}","fromSeq":0,"toSeq":1,"actorId":"{{Guid.CreateVersion7()}}",'
                || '"cause":"x","subjectId":"{{Guid.CreateVersion7()}}","occurredAt":"2026-11-20T00:00:00Z"}', now() from generate_series(1, {{Count}})
            """
        );
        await using var api = await TestHost.StartAsync("serve", database.App, settings);
        await Wait.UntilAsync(async () => (await Broker.QueuesAsync(settings)).Count > 10);
        await Task.Delay(3000);
        (await database.ScalarAsync<long>("select count(*) from outbox")).ShouldBe(Count);
        await Broker.DeleteAsync(settings, "rupaya.refresh-cache");
        await Wait.UntilAsync(async () => await database.ScalarAsync<long>("select count(*) from outbox") == 0, 60);
        var effects = api.Get<EffectCatalog>().For(typeof(BookChanged)).ToList();
        effects.Count.ShouldBeGreaterThan(3);
        foreach (var effect in effects)
        {
            // The broker's own counts come a few seconds late.
            (await Wait.ForAsync(() => Broker.DepthAsync(settings, effect.Queue), depth => depth == Count)).ShouldBe(Count, effect.Queue);
        }
    }

    [Fact]
    public async Task R17_a_pool_that_is_used_up_refuses_with_retry_after_and_recovers()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Database:MaxPoolSize"] = "5",
            ["Database:LockTimeoutMs"] = "2000",
        };
        await using var host = await TestHost.StartAsync("serve", database.App, settings);
        var clients = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.Client().SignUpAsync()));
        var accounts = await Task.WhenAll(clients.Select(c => c.OpenAccountAsync()));
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using var hold = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("select 1 from books for update", connection);
        await command.ExecuteNonQueryAsync();
        var waiting = Enumerable.Range(0, 200).Select(i => clients[i % 8].IncomeAsync(accounts[i % 8], 1)).ToList();
        await Task.Delay(500);
        (await clients[0].GetAsync("/health/live")).Ok();
        foreach (var reply in await Task.WhenAll(waiting))
        {
            ((int)reply.Status).ShouldBeOneOf(503, 429);
            reply.Headers.RetryAfter.ShouldNotBeNull();
            reply.Code.ShouldNotBeNull();
        }
        await hold.RollbackAsync();
        (await clients[0].IncomeAsync(accounts[0], 1)).Ok();
        await Consistency.ShouldHoldAsync(database);
    }

    private static Task<long> DeadAlertsAsync(TestDatabase database) =>
        database.ScalarAsync<long>("select count(*) from deliveries where effect = 'raise-alerts' and dead_reason is not null");

    private static async Task<BookChanged> LastAsync(TestDatabase database, Client client)
    {
        var book = await client.DefaultBookAsync();
        var (seq, subject) = (
            await database.ScalarAsync<long>("select max(seq) from changes where book_id = $1", book),
            await database.ScalarAsync<Guid>("select subject_id from changes where book_id = $1 order by seq desc limit 1", book)
        );
        return new BookChanged(book, seq - 1, seq, client.UserId, "transaction.created", subject, TimeProvider.System.GetUtcNow());
    }

    private static async Task InsertAsync(TestDatabase database, Guid id, string body)
    {
        await using var command = database.Owner.CreateCommand(
            "insert into outbox (message_id, contract, body, created_at) values ($1, 'V1.BookChanged', $2, now())"
        );
        command.Parameters.Add(Sql.Parameter(id));
        command.Parameters.Add(Sql.Parameter(body));
        await command.ExecuteNonQueryAsync();
    }
}
