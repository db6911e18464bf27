using System.Diagnostics;
using Npgsql;
using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Reliability;

/// <summary>R22, R23, R25 and R29, and what leads an operator from a request to its effects.</summary>
public sealed class RecoveryTests(Product product) : IClassFixture<Product>
{
    [Theory]
    [InlineData("40001")]
    [InlineData("40P01")]
    public async Task R22_what_PostgreSQL_rolled_back_for_contention_is_done_again_whatever_language_it_speaks(string state)
    {
        await using var database = await TestDatabase.CreateAsync();
        // The first writes of each transaction row fail as a deadlock or a serialisation failure does; a sequence is not rolled back.
        await database.RunAsync(
            $$"""
            create sequence tries;
            grant usage on sequence tries to public;
            create function break() returns trigger language plpgsql as $f$
            begin
                if nextval('tries') % 3 <> 0 then raise exception 'ошибка сериализации' using errcode = '{{state}}'; end if;
                return new;
            end $f$;
            create trigger break before insert on transactions for each row execute function break();
            """
        );
        await using var host = await TestHost.StartAsync("all", database.App);
        var client = await host.Client().SignUpAsync();
        var account = await client.OpenAccountAsync();
        for (var i = 0; i < 5; i++)
        {
            (await client.IncomeAsync(account, 1)).Ok();
        }
        (await client.BalanceAsync(account)).ShouldBe(5);
        await Consistency.ShouldHoldAsync(database);
    }

    [Fact]
    public async Task R23_no_read_is_older_than_the_last_acknowledged_write_before_it_began()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var (acknowledged, stop) = (0, Stopwatch.StartNew());
        var stale = new System.Collections.Concurrent.ConcurrentQueue<string>();
        bool Going() =>
            stop.Elapsed < TimeSpan.FromSeconds(5) || (Volatile.Read(ref acknowledged) <= 20 && stop.Elapsed < TimeSpan.FromMinutes(1));
        async Task WriteAsync()
        {
            while (Going())
            {
                (await client.IncomeAsync(account, 1)).Ok();
                Interlocked.Increment(ref acknowledged);
            }
        }
        async Task ReadAsync()
        {
            while (Going())
            {
                var before = Volatile.Read(ref acknowledged);
                var income = (await client.DashboardAsync()).GetProperty("income").GetDecimal();
                if (income < before)
                {
                    stale.Enqueue($"{income} after {before}");
                }
            }
        }
        await Task.WhenAll([.. Enumerable.Range(0, 4).Select(_ => WriteAsync()), .. Enumerable.Range(0, 12).Select(_ => ReadAsync())]);
        stale.ShouldBeEmpty();
        acknowledged.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task R25_workers_whose_clocks_are_ten_minutes_apart_lose_and_double_nothing()
    {
        await using var database = await TestDatabase.CreateAsync();
        var paused = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Messaging:Dispatch"] = "false" };
        await using var api = await TestHost.StartAsync("serve", database.App, paused);
        var client = await api.Client().SignUpAsync();
        var account = await client.OpenAccountAsync(opening: 10);
        await using var ahead = await TestHost.StartAsync("work", database.App, clock: new Shifted(TimeSpan.FromMinutes(10)));
        await using var behind = await TestHost.StartAsync("work", database.App, clock: new Shifted(TimeSpan.FromMinutes(-10)));
        for (var i = 0; i < 30; i++)
        {
            (await client.ExpenseAsync(account, 1)).Ok();
        }
        // What the clock behind does not take for due yet, the other does.
        await Wait.UntilAsync(() => NullLog.IsAsync(database), 40);
        (await database.ScalarAsync<decimal>("select sum(amount) from book_totals where flow = 'expense'")).ShouldBe(-30);
        (await client.GetAsync("notifications")).Ok().GetArrayLength().ShouldBe(1);
        await Consistency.ShouldHoldAsync(database);
    }

    [Fact]
    public async Task R29_projections_rebuilt_while_people_write_and_read_are_exact_at_every_moment()
    {
        var client = await product.SignedUpAsync();
        var (book, account) = (await client.DefaultBookAsync(), await client.OpenAccountAsync());
        for (var i = 0; i < 50; i++)
        {
            (await client.IncomeAsync(account, 1)).Ok();
        }
        var etag = (await client.GetAsync("analytics/dashboard?period=month")).Headers.ETag!.ToString();
        using var over = new CancellationTokenSource();
        var wrong = new List<decimal>();
        var written = 50;
        var working = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                (await client.IncomeAsync(account, 1)).Ok();
                written++;
                var income = (await client.DashboardAsync()).GetProperty("income").GetDecimal();
                if (income != written)
                {
                    wrong.Add(income);
                }
            }
        });
        for (var i = 0; i < 10 || (written <= 55 && !working.IsCompleted); i++)
        {
            (await product.Host.Get<ProjectionRebuild>().RunAsync(book, (_, _, _) => { }, CancellationToken.None)).ShouldBe(1);
        }
        await over.CancelAsync();
        await working;
        wrong.ShouldBeEmpty();
        written.ShouldBeGreaterThan(55);
        (await client.GetAsync("analytics/dashboard?period=month")).Headers.ETag!.ToString().ShouldNotBe(etag);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task A_trace_leads_from_the_request_through_the_outbox_to_every_effect()
    {
        var spans = new System.Collections.Concurrent.ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Telemetry.MeterName or "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var trace = ActivityTraceId.CreateRandom();
        (
            await client.PostAsync(
                "transactions",
                new
                {
                    accountId = account,
                    amount = 1,
                    type = "income",
                },
                ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01")
            )
        ).Ok();
        string[] effects = ["rupaya.project-ledger", "rupaya.raise-alerts", "rupaya.deliver-webhook", "rupaya.send-transaction-mail"];
        await Wait.UntilAsync(() =>
            Task.FromResult(
                effects.All(e =>
                    spans.Any(s => s.DisplayName == $"process {e}" && (s.TraceId == trace || s.Links.Any(l => l.Context.TraceId == trace)))
                )
            )
        );
    }

    [Fact]
    public async Task Metrics_are_named_by_OpenTelemetrys_conventions()
    {
        var client = await product.SignedUpAsync();
        (await client.IncomeAsync(await client.OpenAccountAsync(), 1)).Ok();
        await Wait.UntilAsync(() => NullLog.IsAsync(product.Database));
        var text = await product.Host.MetricsAsync();
        foreach (
            var name in new[]
            {
                "messaging_client_sent_messages_total{messaging_system=\"postgresql\"}",
                "messaging_client_operation_duration_seconds_count",
                "messaging_process_duration_seconds_count{messaging_destination_name=\"rupaya.project-ledger\"}",
                "rupaya_outbox_pending",
                "rupaya_outbox_oldest_age_seconds",
                "rupaya_outbox_dead",
                "rupaya_effects_lag_seconds_bucket",
            }
        )
        {
            text.ShouldContain(name);
        }
    }

    private sealed class Shifted(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
