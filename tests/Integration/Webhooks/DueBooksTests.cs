using Microsoft.Extensions.Options;
using Npgsql;
using Rupaya.Infrastructure.Messaging;
using Rupaya.Infrastructure.Notifications.Webhooks;
using Rupaya.Integration.Fixtures;
using Rupaya.Workers.DeliverWebhook;
using Rupaya.Workers.Schedules;

namespace Rupaya.Integration.Webhooks;

/// <summary>Who sends finds the books that have something waiting in <c>due_books</c>, and looks at no other.</summary>
public sealed class DueBooksTests : IAsyncLifetime
{
    private static readonly WebhookAnswer Taken = new(204, null);
    private static readonly WebhookAnswer Refused = new(500, "answered 500");

    private readonly Clock _clock = new();
    private TestDatabase _database = null!;
    private TestHost _host = null!;
    private WebhookQueue _queue = null!;

    // Nobody works here: the test itself does.
    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _host = await TestHost.StartAsync("serve", _database.App, HookReceiver.Settings);
        _queue = new WebhookQueue(
            _host.Get<NpgsqlDataSource>(),
            new WebhookEnding(_host.Get<NpgsqlDataSource>(), new OutboxSignal(), new WebhookSignal()),
            Options.Create(new WebhookOptions()),
            _clock
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_book_is_due_when_something_of_it_is_and_no_more_when_all_has_arrived()
    {
        var (client, hook) = await HookedAsync();
        (await DueAsync()).ShouldBe(0);
        await TryAsync(client, hook);
        var delivery = (await ClaimAsync()).ShouldHaveSingleItem();
        (await ClaimAsync()).ShouldBeEmpty();

        await _queue.SettleAsync(delivery, Refused, TimeSpan.Zero);
        (await ClaimAsync()).ShouldBeEmpty();
        _clock.Now += TimeSpan.FromMinutes(1);
        var again = (await ClaimAsync()).ShouldHaveSingleItem();
        again.DeliveryId.ShouldBe(delivery.DeliveryId);
        again.Attempt.ShouldBe(2);

        await _queue.SettleAsync(again, Taken, TimeSpan.Zero);
        _clock.Now += TimeSpan.FromMinutes(1);
        (await ClaimAsync()).ShouldBeEmpty();
        (await DueAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_planned_while_somebody_looks_makes_the_book_due_again()
    {
        var (client, hook) = await HookedAsync();
        await TryAsync(client, hook);
        var until = _clock.Now + TimeSpan.FromMinutes(5);
        var book = (await RunAsync(DueBookSql.Take(_clock.Now, until, 10))).ShouldHaveSingleItem();
        (await ClaimAsync()).ShouldBeEmpty();
        await TryAsync(client, hook);
        await RunAsync(DueBookSql.Settle([(book, null)], until));
        (await ClaimAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_book_whose_sender_died_is_due_when_its_time_is_over()
    {
        var (client, hook) = await HookedAsync();
        await TryAsync(client, hook);
        var until = _clock.Now + TimeSpan.FromSeconds(20);
        (await RunAsync(DueBookSql.Take(_clock.Now, until, 10))).Count.ShouldBe(1);
        (await ClaimAsync()).ShouldBeEmpty();
        _clock.Now = until;
        (await ClaimAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_waits_for_an_owner_is_looked_at_every_minute_and_given_up_after_its_day()
    {
        var (client, hook) = await HookedAsync();
        await TryAsync(client, hook);
        await _database.RunAsync($"update book_members set role = 'editor' where user_id = '{client.UserId}'");
        (await ClaimAsync()).ShouldBeEmpty();
        await _database.RunAsync($"update book_members set role = 'owner' where user_id = '{client.UserId}'");
        (await ClaimAsync()).ShouldBeEmpty();
        _clock.Now += TimeSpan.FromMinutes(1);
        (await ClaimAsync()).Count.ShouldBe(1);
        _clock.Now += TimeSpan.FromDays(1);
        (await ClaimAsync()).ShouldBeEmpty();
        (await _database.ScalarAsync<string>("select status from webhook_deliveries")).ShouldBe("failed");
        (await DueAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_book_that_nobody_told_of_is_found_within_the_hour()
    {
        var (client, hook) = await HookedAsync();
        await TryAsync(client, hook);
        await _database.RunAsync("delete from due_books");
        (await ClaimAsync()).ShouldBeEmpty();
        await using var connection = await _host.Get<NpgsqlDataSource>().OpenConnectionAsync();
        await new WakeBooksJob().RunAsync(connection, _clock.Now, CancellationToken.None);
        (await ClaimAsync()).Count.ShouldBe(1);
    }

    private async Task<(Client Client, Guid Webhook)> HookedAsync()
    {
        var client = await _host.Client().SignUpAsync();
        var hook = await client.PostAsync("webhooks", new { url = "http://127.0.0.1:9/hook", events = new[] { "transaction.created" } });
        return (client, hook.Ok().GetProperty("webhookId").GetGuid());
    }

    /// <summary>Plans a delivery; from here on it is the time at which it is due.</summary>
    private async Task TryAsync(Client client, Guid hook)
    {
        (await client.PostAsync($"webhooks/{hook}/test", null)).Ok();
        _clock.Now = TimeProvider.System.GetUtcNow() + TimeSpan.FromMilliseconds(1);
    }

    private Task<IReadOnlyList<DueDelivery>> ClaimAsync() => _queue.ClaimAsync(16, [], CancellationToken.None);

    private Task<long> DueAsync() => _database.ScalarAsync<long>("select count(*) from due_books");

    private async Task<List<Guid>> RunAsync(NpgsqlBatchCommand command)
    {
        await using var batch = _host.Get<NpgsqlDataSource>().CreateBatch();
        batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteReaderAsync();
        var books = new List<Guid>();
        while (await reader.ReadAsync())
        {
            books.Add(reader.GetGuid(0));
        }
        return books;
    }
}
