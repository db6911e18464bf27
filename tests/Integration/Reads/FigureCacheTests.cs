using Rupaya.Infrastructure.Platform.Caching;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Reads;

/// <summary>What a cached figure may be taken for, and by whom.</summary>
public sealed class FigureCacheTests
{
    private const string Range = "analytics/dashboard?startDate=2026-11-01&endDate=2026-11-30";

    private static readonly Dictionary<string, string?> NoDispatch = new(StringComparer.Ordinal) { ["Messaging:Dispatch"] = "false" };

    [Fact]
    public async Task A_tag_from_before_midnight_is_not_valid_after_it()
    {
        // 23:59 in Kolkata.
        var clock = new Clock { Now = new DateTimeOffset(2026, 11, 20, 18, 29, 0, TimeSpan.Zero) };
        await using var database = await TestDatabase.CreateAsync();
        await using var api = await TestHost.StartAsync("serve", database.App, NoDispatch, clock);
        var client = await api.Client().SignUpAsync();
        foreach (var path in new[] { "analytics/dashboard", "wallet/summary", "analytics/budget-progress", "forecast" })
        {
            clock.Now = new DateTimeOffset(2026, 11, 20, 18, 29, 0, TimeSpan.Zero);
            var etag = (await client.GetAsync(path)).Headers.ETag!.ToString();
            clock.Now += TimeSpan.FromSeconds(59);
            ((int)(await client.GetAsync(path, ("If-None-Match", etag))).Status).ShouldBe(304, path);
            clock.Now += TimeSpan.FromSeconds(1);
            var after = await client.GetAsync(path, ("If-None-Match", etag));
            ((int)after.Status).ShouldBe(200, path);
            after.Headers.ETag!.ToString().ShouldNotBe(etag, path);
        }
    }

    [Fact]
    public async Task The_same_question_about_two_books_with_equal_numbers_is_not_mixed_up()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var api = await TestHost.StartAsync("serve", database.App, NoDispatch);
        var (one, two) = (await api.Client().SignUpAsync(), await api.Client().SignUpAsync());
        (await one.IncomeAsync(await one.OpenAccountAsync(), 1, date: "2026-11-05")).Ok();
        (await two.IncomeAsync(await two.OpenAccountAsync(), 2, date: "2026-11-05")).Ok();
        var first = await one.GetAsync(Range);
        var second = await two.GetAsync(Range, ("If-None-Match", first.Headers.ETag!.ToString()));
        first.Ok().GetProperty("income").GetDecimal().ShouldBe(1);
        second.Ok().GetProperty("income").GetDecimal().ShouldBe(2);
        (await database.ScalarAsync<long>("select count(distinct seq) from books")).ShouldBe(1);
    }

    [Fact]
    public async Task A_calendar_that_changes_while_a_figure_is_computed_is_not_mixed_into_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var api = await TestHost.StartAsync("serve", database.App, NoDispatch);
        var client = await api.Client().SignUpAsync();
        (await client.ExpenseAsync(await client.OpenAccountAsync(opening: 100), 7, date: "2026-11-20")).Ok();
        var book = await database.ScalarAsync<Guid>("select book_id from books");
        const string Months = "wallet/cashflow?startDate=2026-10-30&endDate=2026-11-24&interval=month";
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using var held = await connection.BeginTransactionAsync();
        await using (var hold = new Npgsql.NpgsqlCommand("lock table book_flows in access exclusive mode", connection, held))
        {
            await hold.ExecuteNonQueryAsync();
        }
        var asked = client.GetAsync(Months);
        const string Waiting = "select count(*) from pg_locks where not granted and relation = 'book_flows'::regclass";
        await Wait.ForAsync(() => database.ScalarAsync<long>(Waiting), n => n > 0);
        (await client.PutAsync($"books/{book}", new { monthStartDay = 25 })).Ok();
        await held.CommitAsync();
        // By the old calendar these are parts of two months, by the new one of one: 25 October to 24 November.
        (await asked)
            .Ok()
            .GetProperty("series")
            .GetArrayLength()
            .ShouldBe(1);
        (await client.GetAsync(Months)).Text.ShouldBe((await asked).Text);
    }

    [Fact]
    public async Task Warming_a_book_with_as_many_answers_as_are_kept_drops_none_of_them()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = NoDispatch.And(Settings.Redis(Servers.Redis));
        settings["Cache:MaxFieldsPerBook"] = "3";
        settings["Cache:RedisTimeoutMs"] = "5000";
        await using var api = await TestHost.StartAsync("serve", database.App, settings);
        var (cache, book) = (api.Get<IBookCache>(), Guid.CreateVersion7());
        // Until it is connected it goes on without.
        await Wait.UntilAsync(async () =>
        {
            await cache.StoreAsync(book, "a", new CachedPayload("old", []), extend: true);
            return await cache.FindAsync(book, "a") is not null;
        });
        foreach (var field in new[] { "b", "c" })
        {
            await cache.StoreAsync(book, field, new CachedPayload("old", []), extend: true);
        }
        await cache.StoreAsync(book, "b", new CachedPayload("new", []), extend: false);
        await cache.StoreAsync(book, "gone", new CachedPayload("new", []), extend: false);
        var all = await cache.AllAsync(book);
        all.Keys.ShouldBe(["a", "b", "c"], ignoreOrder: true);
        all["b"].Tag.ShouldBe("new");
        await cache.StoreAsync(book, "d", new CachedPayload("new", []), extend: true);
        (await cache.AllAsync(book)).Keys.ShouldBe(["d"]);
    }

    [Fact]
    public async Task Those_who_ask_at_the_same_time_compute_it_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var api = await TestHost.StartAsync("serve", database.App, NoDispatch);
        var client = await api.Client().SignUpAsync();
        (await client.IncomeAsync(await client.OpenAccountAsync(), 7, date: "2026-11-05")).Ok();
        // Each look at the totals takes half a second and counts.
        await database.RunAsync(
            """
            create sequence looks;
            grant usage on sequence looks to rupaya_app;
            alter table book_flows rename to real_flows;
            create view book_flows as select f.* from (select nextval('looks'), pg_sleep(0.5)) pause, real_flows f;
            grant select on book_flows to rupaya_app;
            """
        );
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.GetAsync(Range)));
        replies.ShouldAllBe(r => r.Ok().GetProperty("income").GetDecimal() == 7);
        replies.Select(r => r.Headers.ETag!.ToString()).Distinct().Count().ShouldBe(1);
        (await database.ScalarAsync<long>("select last_value from looks")).ShouldBe(1);
    }
}
