using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Ledger;

/// <summary>What <c>rupaya rebuild-projections</c> does to rows that are wrong, missing or too many.</summary>
public sealed class RebuildTests
{
    private static readonly string[] Damage =
    [
        "update book_totals set amount = amount + 0.01 where flow = 'income'",
        "update book_totals set flow = 'adjustment' where flow = 'opening'",
        "delete from book_totals where flow = 'transfer'",
        "update book_flows set n = n + 1 where unit = 'month' and flow = 'refund'",
        "delete from book_flows where unit = 'day' and flow = 'expense'",
        "update book_flows set start = start - 1 where unit = 'day' and flow = 'income'",
        "update search_documents set words = '{other}'",
        "update search_words set word = 'other' where word = 'travel'",
    ];

    [Fact]
    public async Task Rows_that_are_wrong_are_mended_and_the_others_left_alone()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("all", database.App);
        await FullBook.FillAsync(host.Client());
        await Wait.UntilAsync(async () => await database.ScalarAsync<long>("select count(*) from search_documents") > 0);
        await Consistency.ShouldHoldAsync(database);
        (await RebuildAsync(host)).ShouldBe(0);
        foreach (var sql in Damage)
        {
            var damaged = await database.RunAsync(sql);
            damaged.ShouldBeGreaterThan(0, sql);
            // A key that was changed is one row too many and one missing.
            (await RebuildAsync(host)).ShouldBe(MovesAKey(sql) ? 2 * damaged : damaged, sql);
            await Consistency.ShouldHoldAsync(database);
        }
        (await RebuildAsync(host)).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_emptied_is_filled()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("all", database.App);
        await FullBook.FillAsync(host.Client());
        await Wait.UntilAsync(async () => await database.ScalarAsync<long>("select count(*) from search_documents") > 0);
        await Consistency.ShouldHoldAsync(database);
        var rows = 0;
        foreach (var table in new[] { "book_totals", "book_flows", "search_documents", "search_words" })
        {
            rows += await database.RunAsync($"delete from {table}");
        }
        (await RebuildAsync(host)).ShouldBe(rows);
        await Consistency.ShouldHoldAsync(database);
    }

    [Fact]
    public async Task What_is_only_late_or_left_over_from_an_edit_is_not_wrong()
    {
        await using var database = await TestDatabase.CreateAsync();
        var late = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Messaging:Dispatch"] = "false" };
        await using var host = await TestHost.StartAsync("serve", database.App, late);
        var client = await host.Client().SignUpAsync();
        var account = await client.OpenAccountAsync();
        var lunch = new
        {
            accountId = account,
            amount = 1,
            type = "expense",
            description = "Lunch",
        };
        var path = $"transactions/{(await client.PostAsync("transactions", lunch)).Ok().GetProperty("transactionId").GetGuid()}";
        (await RebuildAsync(host)).ShouldBe(0);
        (
            await database.ScalarAsync<long>(
                "select count(*) from projection_heads p join books b using (book_id) where p.applied_seq < b.seq"
            )
        ).ShouldBe(0);
        (await client.PutAsync(path, new { description = "Dinner" })).Ok();
        (await RebuildAsync(host)).ShouldBe(0);
        (await database.ScalarAsync<long>("select count(*) from search_words where word = 'lunch'")).ShouldBe(0);
        (await database.ScalarAsync<long>("select count(*) from search_words where word = 'dinner'")).ShouldBe(1);
        await Consistency.ShouldHoldAsync(database);
    }

    private static bool MovesAKey(string sql) =>
        sql.Contains("set flow", StringComparison.Ordinal) || sql.Contains("set start", StringComparison.Ordinal);

    private static async Task<long> RebuildAsync(TestHost host)
    {
        var wrong = 0L;
        await host.Get<ProjectionRebuild>()
            .RunAsync(
                only: null,
                (_, rows, problem) =>
                {
                    problem.ShouldBeNull();
                    wrong += rows;
                },
                CancellationToken.None
            );
        return wrong;
    }
}
