using System.Text.Json;
using Rupaya.Domain.Contracts.V1;
using Rupaya.Infrastructure.Messaging.RabbitMq;
using Rupaya.Integration.Fixtures;
using Rupaya.Integration.Messaging;

namespace Rupaya.Integration.Admin.RedriveDeadLetters;

[Collection(nameof(RabbitMqTests))]
public sealed class RedriveDeadLettersTests
{
    private const int Count = 7;

    private static readonly Dictionary<string, string?> Impatient = new(StringComparer.Ordinal)
    {
        ["Messaging:Effects:raise-alerts:MaxAttempts"] = "2",
        ["Messaging:Effects:raise-alerts:RetryMs"] = "10",
    };

    [Fact]
    public Task In_process_they_go_back_in_their_order_and_are_done() => RedriveAsync(Impatient, DeadInProcessAsync);

    [Fact]
    public async Task With_RabbitMQ_they_go_back_in_their_order_and_are_done()
    {
        var settings = Settings.RabbitMq(await Servers.NewVirtualHostAsync()).And(Impatient);
        await RedriveAsync(settings, _ => Broker.DepthAsync(settings, "rupaya.raise-alerts.dead"));
    }

    [Fact]
    public async Task They_keep_their_order_count_and_identity_and_lose_what_death_wrote_into_them()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = Settings.RabbitMq(await Servers.NewVirtualHostAsync()).And(Impatient);
        await using var api = await TestHost.StartAsync("serve", database.App, settings);
        await Wait.UntilAsync(() => Task.FromResult(api.Get<TopologyGate>().IsOpen));
        var admin = await AdminAsync(api, database);
        for (var i = 0; i < 20; i++)
        {
            await Broker.PublishAsync(settings, "rupaya.send-mail.dead", $"{i}", ("MT-Fault-Message", "broken"), ("mine", $"{i}"));
        }
        await Wait.UntilAsync(async () => await Broker.DepthAsync(settings, "rupaya.send-mail.dead") == 20);
        (await admin.PostAsync("admin/operations/dead-letters/rupaya.send-mail/redrive", null))
            .Ok()
            .GetProperty("redriven")
            .GetInt32()
            .ShouldBe(20);
        var back = await Broker.TakeAsync(settings, "rupaya.send-mail", 100);
        back.Select(m => m.GetProperty("payload").GetString()).ShouldBe(Enumerable.Range(0, 20).Select(i => $"{i}"));
        foreach (var message in back)
        {
            var headers = message.GetProperty("properties").GetProperty("headers");
            headers.TryGetProperty("MT-Fault-Message", out _).ShouldBeFalse();
            headers.GetProperty("mine").GetString().ShouldBe(message.GetProperty("payload").GetString());
        }
    }

    [Fact]
    public async Task An_unknown_queue_is_not_found_and_only_administrators_redrive()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("all", database.App);
        var person = await host.Client().SignUpAsync();
        (await person.PostAsync("admin/operations/dead-letters/rupaya.send-mail/redrive", null)).ShouldFail(403, "forbidden");
        await database.RunAsync($"update users set role = 'admin' where user_id = '{person.UserId}'");
        (await person.PostAsync("admin/operations/dead-letters/rupaya.nothing/redrive", null)).ShouldFail(404, "not_found");
    }

    [Fact]
    public async Task Without_the_broker_it_says_so()
    {
        await using var database = await TestDatabase.CreateAsync();
        var address = new Uri(await Servers.NewVirtualHostAsync());
        await using var proxy = new TcpProxy(address.Port);
        var settings = Settings.RabbitMq(new UriBuilder(address) { Port = proxy.Port }.Uri.ToString());
        await using var host = await TestHost.StartAsync("serve", database.App, settings);
        var admin = await AdminAsync(host, database);
        proxy.Cut();
        (await admin.PostAsync("admin/operations/dead-letters/rupaya.send-mail/redrive", null)).ShouldFail(503, "broker_unavailable");
    }

    /// <summary>An effect that cannot do its work, some messages that die of it, the mend, and the redrive.</summary>
    private static async Task RedriveAsync(Dictionary<string, string?> settings, Func<TestDatabase, Task<long>> deadAsync)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("all", database.App, settings);
        var admin = await AdminAsync(host, database);
        var account = await admin.OpenAccountAsync(opening: 10);
        await Task.Delay(1000);
        await database.RunAsync("alter table notifications rename to hidden");
        for (var i = 0; i < Count; i++)
        {
            (await admin.ExpenseAsync(account, 20)).Ok();
        }
        await Wait.UntilAsync(async () => await deadAsync(database) > 0, 40);
        await Task.Delay(2000);
        var dead = await deadAsync(database);
        await database.RunAsync("alter table hidden rename to notifications");
        var answer = await admin.PostAsync("admin/operations/dead-letters/rupaya.raise-alerts/redrive", null);
        answer.Ok().GetProperty("redriven").GetInt64().ShouldBe(dead);
        await Wait.UntilAsync(async () => (await admin.GetAsync("notifications")).Ok().GetArrayLength() == 1);
        await Wait.UntilAsync(async () => await deadAsync(database) == 0);
        // Nothing is left: redriving again moves nothing.
        (await admin.PostAsync("admin/operations/dead-letters/raise-alerts/redrive", null))
            .Ok()
            .GetProperty("redriven")
            .GetInt32()
            .ShouldBe(0);
    }

    private static Task<long> DeadInProcessAsync(TestDatabase database) =>
        database.ScalarAsync<long>("select count(*) from deliveries where effect = 'raise-alerts' and dead_reason is not null");

    private static async Task<Client> AdminAsync(TestHost host, TestDatabase database)
    {
        var client = await host.Client().SignUpAsync();
        await database.RunAsync($"update users set role = 'admin' where user_id = '{client.UserId}'");
        return client;
    }
}
