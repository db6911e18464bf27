using System.Text.Json;
using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Reads.Figures;

/// <summary>
/// Every figure of random books is what an independent recomputation from the raw transactions gives: over currencies, refunds, splits, transfers,
/// deletions, future days, time zones at UTC+14 and UTC−11, month starts 1–31 with weekends moved, weeks of any start, and leap years. Some of each
/// book is folded and some is not.
/// </summary>
public sealed class FigurePropertyTests
{
    private const int Books = 12;

    private static readonly Dictionary<string, string?> NoDispatch = new(StringComparer.Ordinal) { ["Messaging:Dispatch"] = "false" };

    [Theory]
    [InlineData("2026-11-21T10:30:00Z", 20261124)]
    [InlineData("2024-02-29T10:30:00Z", 20261125)]
    public async Task Every_figure_is_what_the_raw_transactions_come_to(string now, int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}, {Books} books");
        var clock = new Clock { Now = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture) };
        await using var database = await TestDatabase.CreateAsync();
        await using var api = await TestHost.StartAsync("serve", database.App, NoDispatch, clock);
        var (client, dice) = (await api.Client().SignUpAsync(), new SeededRandom(seed));
        for (var i = 0; i < Books; i++)
        {
            var book = new RandomBook(client, dice, DateOnly.FromDateTime(clock.Now.UtcDateTime));
            await book.MakeAsync(transactions: 40);
            await api.Get<TotalsProjector>().FoldAsync([book.BookId], CancellationToken.None);
            for (var tail = 0; tail < 6; tail++)
            {
                await book.StepAsync();
            }
            var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.Now, TimeZoneInfo.FindSystemTimeZoneById(book.Zone)).DateTime);
            var about = $"book {i}: {book.Zone} {book.Currency} month {book.MonthStartDay} {book.WeekendRule} week {book.WeekStart}";
            await CheckAsync(client, new Recomputed(await RawBook.ReadAsync(client), book, today), today, about);
        }
        client.BookId = null;
        // Nothing is dispatched here, and the clock may be years behind: what waits is no failure.
        await database.RunAsync("delete from outbox");
        await Consistency.ShouldHoldAsync(database);
    }

    private static async Task CheckAsync(Client client, Recomputed expected, DateOnly today, string about)
    {
        async Task<JsonElement> Get(string path) => (await client.GetAsync(path)).Ok();
        foreach (var (query, start) in Ranges(today))
        {
            Dashboard(await Get($"analytics/dashboard?{query}")).ShouldBe(expected.Dashboard(start, today), $"{about}, dashboard {query}");
        }
        const string Leap = "startDate=2024-02-01&endDate=2024-03-31";
        Dashboard(await Get($"analytics/dashboard?{Leap}"))
            .ShouldBe(expected.Dashboard(new DateOnly(2024, 2, 1), new DateOnly(2024, 3, 31)), $"{about}, leap year");
        await CheckMonthsAsync(Get, expected, today, about);
        await CheckFlowAsync(Get, expected, today, about);
        await CheckReportsAsync(Get, expected, today, about);
        var budgets = (await Get("budgets")).EnumerateArray().ToDictionary(b => b.GetProperty("budgetId").GetGuid());
        foreach (var progress in (await Get("analytics/budget-progress")).EnumerateArray())
        {
            var own = budgets[progress.GetProperty("budgetId").GetGuid()];
            var text =
                $"{progress.GetProperty("startDate").GetString()}..{progress.GetProperty("endDate").GetString()} "
                + $"{Amount(progress, "rolledOver")} {Amount(progress, "spent")} {Amount(progress, "remaining")}";
            text.ShouldBe(expected.Budget(own), $"{about}, budget {own.GetRawText()}");
        }
    }

    private static IEnumerable<(string Query, DateOnly Start)> Ranges(DateOnly today) =>
        [
            ("period=week", today.AddDays(-6)),
            ("period=month", today.AddMonths(-1).AddDays(1)),
            ("period=year", today.AddYears(-1).AddDays(1)),
        ];

    private static async Task CheckMonthsAsync(Func<string, Task<JsonElement>> get, Recomputed expected, DateOnly today, string about)
    {
        var months = expected.Months(13);
        var trends = (await get("analytics/trends?months=13")).GetProperty("series");
        var worth = (await get("wallet/networth?months=13")).GetProperty("series");
        for (var i = 0; i < months.Count; i++)
        {
            var (name, start, end) = months[i];
            var (income, expenses, own, _) = expected.Earned(expected.Between(start, end));
            var trend =
                $"{trends[i].GetProperty("month").GetString()} {Amount(trends[i], "income")} {Amount(trends[i], "expenses")} [{Spending(trends[i].GetProperty("categories"))}]";
            trend.ShouldBe(
                $"{name} {Recomputed.Text(income)} {Recomputed.Text(expenses)} [{expected.Spending(own)}]",
                $"{about}, trends {start}..{end}"
            );
            var day = end < today ? end : today;
            var (assets, liabilities) = expected.NetWorth(day);
            $"{worth[i].GetProperty("date").GetString()} {Amount(worth[i], "assets")} {Amount(worth[i], "liabilities")}".ShouldBe(
                $"{day:yyyy-MM-dd} {Recomputed.Text(assets)} {Recomputed.Text(liabilities)}",
                $"{about}, net worth"
            );
        }
        var summary = await get("wallet/summary");
        var year = expected.Months(12);
        var total = expected.Earned(expected.Between(year[0].Start, year[^1].End));
        $"{Amount(summary, "totalBalance")} {Amount(summary, "totalIncome")} {Amount(summary, "totalExpenses")}".ShouldBe(
            $"{Recomputed.Text(expected.TotalBalance())} {Recomputed.Text(total.Income)} {Recomputed.Text(total.Expenses)}",
            $"{about}, summary"
        );
        var trendOfBalance = summary.GetProperty("monthlyTrend").EnumerateArray().Select(m => Amount(m, "balance"));
        trendOfBalance.ToList().ShouldBe(worth.EnumerateArray().Skip(1).Select(w => Amount(w, "netWorth")).ToList(), customMessage: about);
    }

    private static async Task CheckFlowAsync(Func<string, Task<JsonElement>> get, Recomputed expected, DateOnly today, string about)
    {
        var start = today.AddDays(-100);
        foreach (var interval in new[] { "day", "week", "month" })
        {
            var flow = await get($"wallet/cashflow?startDate={start:yyyy-MM-dd}&endDate={today:yyyy-MM-dd}&interval={interval}");
            var day = start;
            foreach (var part in flow.GetProperty("series").EnumerateArray())
            {
                var end = interval == "day" ? day : expected.Period(interval, day).End;
                var (income, expenses, _, _) = expected.Earned(expected.Between(day, end < today ? end : today));
                $"{part.GetProperty("date").GetString()} {Amount(part, "income")} {Amount(part, "expenses")}".ShouldBe(
                    $"{day:yyyy-MM-dd} {Recomputed.Text(income)} {Recomputed.Text(expenses)}",
                    $"{about}, cash flow by {interval}"
                );
                day = end.AddDays(1);
            }
            day.ShouldBeGreaterThan(today);
        }
    }

    private static async Task CheckReportsAsync(Func<string, Task<JsonElement>> get, Recomputed expected, DateOnly today, string about)
    {
        var start = today.AddDays(-400);
        var kinds = new (string Kind, Func<RawTransaction, RawLine, IEnumerable<string>> Labels)[]
        {
            ("by-category", (_, l) => [expected.Name(l.Category)]),
            ("income-statement", (_, l) => [expected.TopName(l.Category)]),
            ("by-account", (_, l) => [expected.AccountName(l.Account)]),
            ("by-merchant", (t, _) => [string.IsNullOrWhiteSpace(t.Merchant) ? "NO MERCHANT" : t.Merchant.Trim().ToUpperInvariant()]),
            ("by-tag", (t, _) => t.Tags.Count == 0 ? ["Untagged"] : t.Tags),
        };
        var total = expected.Earned(expected.Between(start, today));
        foreach (var (kind, labels) in kinds)
        {
            var report = await get($"analytics/reports?kind={kind}&startDate={start:yyyy-MM-dd}&endDate={today:yyyy-MM-dd}");
            var rows = report
                .GetProperty("rows")
                .EnumerateArray()
                .Select(r =>
                {
                    var label = r.GetProperty("label").GetString()!;
                    return $"{(kind == "by-merchant" ? label.ToUpperInvariant() : label)} {Amount(r, "income")} {Amount(r, "expenses")}";
                });
            rows.Order(StringComparer.Ordinal).ToList().ShouldBe(expected.Rows(start, today, labels), customMessage: $"{about}, {kind}");
            var totals = report.GetProperty("totals");
            $"{Amount(totals, "income")} {Amount(totals, "expenses")}".ShouldBe(
                $"{Recomputed.Text(total.Income)} {Recomputed.Text(total.Expenses)}",
                $"{about}, totals of {kind}"
            );
        }
    }

    private static string Dashboard(JsonElement d) =>
        $"{Amount(d, "income")} {Amount(d, "expenses")} [{Spending(d.GetProperty("spendingByCategory"))}] "
        + string.Join(
            ", ",
            d.GetProperty("missingRates")
                .EnumerateArray()
                .Select(m =>
                    $"{m.GetProperty("currency").GetString()} {Amount(m, "amount")} {m.GetProperty("from").GetString()}..{m.GetProperty("to").GetString()}"
                )
        );

    private static string Spending(JsonElement categories) =>
        string.Join(
            ", ",
            categories
                .EnumerateArray()
                .Select(c => (Name: c.GetProperty("category").GetString()!, Amount: c.GetProperty("amount").GetDecimal()))
                .OrderByDescending(c => c.Amount)
                .ThenBy(c => c.Name, StringComparer.Ordinal)
                .Select(c => $"{c.Name} {Recomputed.Text(c.Amount)}")
        );

    private static string Amount(JsonElement e, string name) => Recomputed.Text(e.GetProperty(name).GetDecimal());
}
