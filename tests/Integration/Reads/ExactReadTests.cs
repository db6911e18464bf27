using System.Text.Json;
using Rupaya.Infrastructure.Figures;
using Rupaya.Infrastructure.Ledger;
using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Reads;

public sealed class ExactReadTests
{
    private static readonly Dictionary<string, string?> NoDispatch = new(StringComparer.Ordinal) { ["Messaging:Dispatch"] = "false" };

    [Fact]
    public async Task A_dashboard_read_directly_after_a_write_contains_it_with_the_worker_stopped()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var api = await TestHost.StartAsync("serve", database.App);
        var client = await api.Client().SignUpAsync();
        var account = await client.OpenAccountAsync();
        for (var i = 1; i <= 20; i++)
        {
            (await client.IncomeAsync(account, 1)).Ok();
            (await client.DashboardAsync()).GetProperty("income").GetDecimal().ShouldBe(i);
        }
        (await database.ScalarAsync<long>("select count(*) from book_totals")).ShouldBe(0);
    }

    [Fact]
    public async Task A_projector_that_commits_in_the_middle_of_a_read_makes_nothing_count_twice()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var api = await TestHost.StartAsync("serve", database.App, NoDispatch);
        var client = await api.Client().SignUpAsync();
        var account = await client.OpenAccountAsync();
        (await client.IncomeAsync(account, 100)).Ok();
        var bookId = await database.ScalarAsync<Guid>("select default_book_id from users where user_id = $1", client.UserId);
        var head = await api.Get<BookHeads>().ReadForEffectAsync(bookId, CancellationToken.None);

        // The reader now takes a second between taking its snapshot and reading the totals; the projector commits in that second.
        await database.RunAsync(
            """
            alter table book_flows rename to real_flows;
            create view book_flows as select t.* from (select pg_sleep(1)) pause, real_flows t;
            grant select on book_flows to rupaya_app;
            """
        );
        var parameters = new DashboardParameters("month", Domain.Calendars.DateRange.Rolling("month", head!.Today)!.Value, head.Today);
        var reading = api.Get<DashboardFigure>().ComputeAsync(head, parameters, CancellationToken.None);
        await Task.Delay(300);
        reading.IsCompleted.ShouldBeFalse();
        await database.RunAsync(
            $"""
            begin;
            insert into real_flows select book_id, 'day', date, category_id, currency, flow, sum(amount), sum(sign) from entries where book_id = '{bookId}' and flow = 'income' group by 1, 2, 3, 4, 5, 6;
            insert into real_flows select book_id, 'month', date_trunc('month', start), category_id, currency, flow, sum(amount), sum(n) from real_flows group by 1, 2, 3, 4, 5, 6;
            update projection_heads set applied_seq = {head.Seq} where book_id = '{bookId}';
            commit;
            """
        );
        Income(await reading).ShouldBe(100);
        Income(await api.Get<DashboardFigure>().ComputeAsync(head, parameters, CancellationToken.None)).ShouldBe(100);
    }

    [Fact]
    public async Task Every_answer_is_exact_for_the_change_it_is_labelled_with_while_writers_and_projector_run()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var api = await TestHost.StartAsync("serve", database.App, NoDispatch);
        var client = await api.Client().SignUpAsync();
        var account = await client.OpenAccountAsync();
        var bookId = await database.ScalarAsync<Guid>("select default_book_id from users where user_id = $1", client.UserId);
        var head = (await api.Get<BookHeads>().ReadForEffectAsync(bookId, CancellationToken.None))!;
        var parameters = new DashboardParameters("month", Domain.Calendars.DateRange.Rolling("month", head.Today)!.Value, head.Today);
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var projecting = RepeatAsync(() => api.Get<TotalsProjector>().FoldAsync([bookId], CancellationToken.None), over.Token);
        var writing = Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => RepeatAsync(async () => (await client.IncomeAsync(account, 1)).Ok(), over.Token))
        );
        var reads = 0;
        var reading = RepeatAsync(
            async () =>
            {
                var answer = await api.Get<DashboardFigure>().ComputeAsync(head, parameters, CancellationToken.None);
                Income(answer).ShouldBe(answer.Label.Seq - head.Seq);
                if (++reads > 50 && watch.Elapsed > TimeSpan.FromSeconds(4))
                {
                    await over.CancelAsync();
                }
            },
            over.Token
        );
        await Task.WhenAll(projecting, writing, reading);
        reads.ShouldBeGreaterThan(50);
        await Consistency.ShouldHoldAsync(database);
    }

    [Fact]
    public async Task The_cache_in_Redis_serves_what_is_current_and_nothing_else()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = Settings.Redis(Servers.Redis);
        await using var one = await TestHost.StartAsync("all", database.App, settings);
        await using var two = await TestHost.StartAsync("serve", database.App, settings.And(NoDispatch));
        var client = await one.Client().SignUpAsync();
        var sameUser = two.Client();
        sameUser.Token = client.Token;
        var account = await client.OpenAccountAsync();
        for (var i = 1; i <= 10; i++)
        {
            (await client.IncomeAsync(account, 1)).Ok();
            (await sameUser.DashboardAsync()).GetProperty("income").GetDecimal().ShouldBe(i);
            (await client.DashboardAsync()).GetProperty("income").GetDecimal().ShouldBe(i);
        }
    }

    [Fact]
    public async Task The_effect_warms_what_people_are_looking_at()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("all", database.App);
        var client = await host.Client().SignUpAsync();
        var account = await client.OpenAccountAsync();
        await client.DashboardAsync();
        (await client.IncomeAsync(account, 5)).Ok();
        await Wait.UntilAsync(() => NullLog.IsAsync(database));
        var bookId = await database.ScalarAsync<Guid>("select default_book_id from users where user_id = $1", client.UserId);
        var warm = await host.Get<Infrastructure.Platform.Caching.IBookCache>().AllAsync(bookId);
        JsonElement.Parse(warm.Values.Single().Body).GetProperty("income").GetDecimal().ShouldBe(5);
        var served = await client.GetAsync("analytics/dashboard");
        served.Headers.ETag!.ToString().ShouldBe(warm.Values.Single().Tag);
    }

    [Fact]
    public async Task The_effect_warms_the_present_rather_than_what_somebody_leafed_through()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("all", database.App);
        var client = await host.Client().SignUpAsync();
        var account = await client.OpenAccountAsync();
        await client.DashboardAsync();
        for (var day = 1; day <= 28; day++)
        {
            await client.DashboardAsync($"startDate=2020-02-01&endDate=2020-02-{day:00}");
        }
        (await client.IncomeAsync(account, 5)).Ok();
        await Wait.UntilAsync(() => NullLog.IsAsync(database));
        var bookId = await database.ScalarAsync<Guid>("select default_book_id from users where user_id = $1", client.UserId);
        var cached = await host.Get<Infrastructure.Platform.Caching.IBookCache>().AllAsync(bookId);
        cached.Count.ShouldBe(29);
        var served = await client.GetAsync("analytics/dashboard");
        cached.Values.ShouldContain(p => p.Tag == served.Headers.ETag!.ToString());
    }

    private static decimal Income(Figure<DashboardAnswer> figure) => figure.Answer.Income;

    private static async Task RepeatAsync(Func<Task> work, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await work();
        }
    }
}
