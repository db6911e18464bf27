using Rupaya.Infrastructure.Ledger.Recurring;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Recurring.CreateRecurring;

/// <summary>What a schedule can say beside its days: parts, an end after so many, a pause.</summary>
public sealed class ScheduleShapeTests : IAsyncLifetime
{
    private static readonly Dictionary<string, string?> NoDispatch = new(StringComparer.Ordinal) { ["Messaging:Dispatch"] = "false" };

    private readonly Clock _clock = new() { Now = new DateTimeOffset(2026, 6, 30, 12, 0, 0, TimeSpan.Zero) };
    private TestDatabase _database = null!;
    private TestHost _api = null!;
    private Client _client = null!;
    private Guid _account;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _api = await TestHost.StartAsync("serve", _database.App, NoDispatch, _clock);
        _client = await _api.Client().SignUpAsync(timeZone: "UTC");
        _account = await _client.OpenAccountAsync("cash", 100_000);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.RunAsync("delete from outbox");
        await Consistency.ShouldHoldAsync(_database);
        await _api.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("100", "60,40", null, "60,40")]
    [InlineData("100", "60,40", "50", "30,20")]
    [InlineData("100", "33.33,33.33,33.34", "10", "3.33,3.33,3.34")]
    [InlineData("1", "0.5,0.5", "0.03", "0.01,0.02")]
    public async Task Parts_are_posted_and_keep_their_proportion_when_a_day_is_edited(
        string amount,
        string parts,
        string? edited,
        string expected
    )
    {
        var (dining, bills) = (await _client.CategoryAsync("Dining"), await _client.CategoryAsync("Groceries"));
        var splits = parts.Split(',').Select((p, i) => new { categoryId = i == 0 ? dining : bills, amount = decimal.Parse(p) });
        var id = await SetAsync(
            new
            {
                accountId = _account,
                type = "expense",
                amount = decimal.Parse(amount),
                splits,
            },
            "2026-07-01"
        );
        if (edited is not null)
        {
            (await _client.PutAsync($"recurring/{id}/occurrences/2026-07-01", new { amount = decimal.Parse(edited) })).Ok();
        }
        await OnAsync(id, 2026, 7, 1);
        var posted = (await _client.GetAsync("transactions")).Ok()[0];
        posted
            .GetProperty("splits")
            .EnumerateArray()
            .Select(s => s.GetProperty("amount").GetDecimal())
            .OrderBy(a => a)
            .ShouldBe(expected.Split(',').Select(decimal.Parse).OrderBy(a => a));
        posted.GetProperty("categoryId").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Parts_follow_the_rules_of_a_transactions_parts()
    {
        var (dining, salary) = (await _client.CategoryAsync("Dining"), await _client.CategoryAsync("Salary", "income"));
        Task<Reply> TryAsync(params object[] splits) =>
            _client.PostAsync(
                "recurring",
                Monthly(
                    new
                    {
                        accountId = _account,
                        type = "expense",
                        amount = 10,
                        splits,
                    },
                    "2026-07-01"
                )
            );
        (await TryAsync(new { categoryId = dining, amount = 4 }, new { categoryId = dining, amount = 5 })).ShouldFail(
            400,
            "splits_do_not_sum"
        );
        (await TryAsync(new { categoryId = dining, amount = 4 }, new { categoryId = salary, amount = 6 })).ShouldFail(400, "category_kind");
        (await TryAsync(new { categoryId = dining, amount = 4 }, new { categoryId = Guid.CreateVersion7(), amount = 6 })).Code.ShouldBe(
            "not_found"
        );
        var id = await SetAsync(
            new
            {
                accountId = _account,
                type = "expense",
                amount = 10,
                splits = Parts(dining),
            },
            "2026-07-01"
        );
        // Too little for two parts of a minor unit each.
        (await _client.PutAsync($"recurring/{id}/occurrences/2026-07-01", new { amount = 0.01 })).Fields.ShouldBe(["amount"]);
        // A category that is merged away is so in the parts as well.
        var groceries = await _client.CategoryAsync("Groceries");
        (await _client.DeleteAsync($"categories/{dining}")).ShouldFail(409, "category_in_use");
        (await _client.DeleteAsync($"categories/{dining}?moveTo={groceries}")).Ok();
        (await TemplateAsync(id))
            .GetProperty("splits")
            .EnumerateArray()
            .ShouldAllBe(s => s.GetProperty("categoryId").GetGuid() == groceries);
    }

    [Theory]
    [InlineData(1, "2026-07-01")]
    [InlineData(3, "2026-07-01,2026-08-01,2026-09-01")]
    [InlineData(2, "2026-07-01,2026-08-01")]
    public async Task It_ends_after_so_many_days(int count, string days)
    {
        var body = Monthly(
            new
            {
                accountId = _account,
                type = "expense",
                amount = 10,
            },
            "2026-07-01"
        );
        body["count"] = count;
        var id = await _client.SetAsync(body);
        (await OccurrencesAsync(id)).ShouldBe(days.Split(',').Select(d => $"{d} upcoming"));
        await OnAsync(id, 2026, 12, 31);
        (await OccurrencesAsync(id)).ShouldBe(days.Split(',').Select(d => $"{d} posted"));
        var view = (await _client.GetAsync($"recurring/{id}")).Ok();
        view.GetProperty("count").GetInt32().ShouldBe(count);
        view.GetProperty("nextDate").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        // Taken away, it goes on with the day after its last.
        var next = DateOnly.Parse(days.Split(',')[^1]).AddMonths(1);
        (await _client.PutAsync($"recurring/{id}", new { count = (int?)null }))
            .Ok()
            .GetProperty("nextDate")
            .GetString()
            .ShouldBe($"{next:yyyy-MM-dd}");
    }

    [Theory]
    [InlineData("2026-08-01", "2026-09-15", "2026-07-01 posted,2026-08-01 paused,2026-09-01 paused,2026-10-01 posted")]
    [InlineData("2026-08-02", "2026-09-01", "2026-07-01 posted,2026-08-01 posted,2026-09-01 posted,2026-10-01 posted")]
    [InlineData("2026-07-15", null, "2026-07-01 posted,2026-08-01 paused,2026-09-01 paused,2026-10-01 paused")]
    public async Task Nothing_is_posted_in_a_pause(string from, string? until, string expected)
    {
        var id = await SetAsync(
            new
            {
                accountId = _account,
                type = "expense",
                amount = 10,
            },
            "2026-07-01"
        );
        (await _client.PutAsync($"recurring/{id}", new { pausedFrom = from, pausedUntil = until }))
            .Ok()
            .GetProperty("pausedFrom")
            .GetString()
            .ShouldBe(from);
        var coming = expected.Replace("posted", "upcoming", StringComparison.Ordinal).Split(',');
        (await OccurrencesAsync(id, "2026-10-01")).ShouldBe(coming);
        await OnAsync(id, 2026, 10, 1);
        (await _client.GetAsync("transactions")).Ok().GetArrayLength().ShouldBe(expected.Split("posted").Length - 1);
        // The end of the pause does not make up for it.
        (await _client.PutAsync($"recurring/{id}", new { pausedFrom = (string?)null }))
            .Ok()
            .GetProperty("nextDate")
            .GetString()
            .ShouldBe("2026-11-01");
        await OnAsync(id, 2026, 10, 31);
        (await _client.GetAsync("transactions")).Ok().GetArrayLength().ShouldBe(expected.Split("posted").Length - 1);
    }

    [Fact]
    public async Task A_template_is_changed_in_part()
    {
        var (dining, groceries) = (await _client.CategoryAsync("Dining"), await _client.CategoryAsync("Groceries"));
        var template = new
        {
            accountId = _account,
            type = "expense",
            amount = 10,
            categoryId = dining,
            merchant = "Shop",
            description = "Weekly",
            tags = new[] { "a" },
        };
        var id = await SetAsync(template, "2026-07-01");
        await ChangeAsync(id, new { amount = 12 }, "12 Shop Weekly a Dining");
        await ChangeAsync(id, new { merchant = (string?)null, tags = new[] { "b", "c" } }, "12 - Weekly b,c Dining");
        await ChangeAsync(id, new { categoryId = groceries }, "12 - Weekly b,c Groceries");
        await ChangeAsync(id, new { splits = Parts(dining), amount = 10 }, "10 - Weekly b,c [4,6]");
        await ChangeAsync(id, new { description = "D" }, "10 - D b,c [4,6]");
        await ChangeAsync(id, new { categoryId = dining }, "10 - D b,c Dining");
        // What belongs to a transaction is of no use to a transfer: it is given as a whole.
        var other = await _client.OpenAccountAsync("savings");
        (
            await _client.PutAsync($"recurring/{id}", new { template = new { fromAccountId = _account, toAccountId = other } })
        ).Fields.ShouldBe(["template.amount"]);
        var transfer = await _client.PutAsync(
            $"recurring/{id}",
            new
            {
                template = new
                {
                    fromAccountId = _account,
                    toAccountId = other,
                    amount = 5,
                },
            }
        );
        transfer.Ok().GetProperty("template").GetProperty("type").GetString().ShouldBe("transfer");
        (await _client.PutAsync($"recurring/{id}", new { template = new { amount = 6 } }))
            .Ok()
            .GetProperty("template")
            .GetProperty("toAccountId")
            .GetGuid()
            .ShouldBe(other);

        async Task ChangeAsync(Guid recurring, object change, string expected)
        {
            (await _client.PutAsync($"recurring/{recurring}", new { template = change })).Ok();
            var t = await TemplateAsync(recurring);
            var category =
                t.GetProperty("categoryId").ValueKind == System.Text.Json.JsonValueKind.Null
                    ? null
                    : t.GetProperty("categoryId").GetString();
            var parts = string.Join(',', t.GetProperty("splits").EnumerateArray().Select(s => s.GetProperty("amount")));
            var where =
                category == dining.ToString() ? "Dining"
                : category == groceries.ToString() ? "Groceries"
                : $"[{parts}]";
            var tags = string.Join(',', t.GetProperty("tags").EnumerateArray());
            $"{t.GetProperty("amount")} {t.GetProperty("merchant").GetString() ?? "-"} {t.GetProperty("description")} {tags} {where}".ShouldBe(
                expected
            );
        }
    }

    // 4 and 5 July 2026 are a weekend.
    [Theory]
    [InlineData("after", 3, 7, "03 Ride|06 Ride|06 Ride (2026-07-04)|06 Ride (2026-07-05)|07 Ride")]
    [InlineData("before", 3, 7, "03 Ride|03 Ride (2026-07-04)|03 Ride (2026-07-05)|06 Ride|07 Ride")]
    [InlineData("after", 4, 6, "06 Ride|06 Ride (2026-07-04)|06 Ride (2026-07-05)")]
    [InlineData("none", 4, 6, "04 Ride|05 Ride|06 Ride")]
    public async Task Days_that_a_weekend_rule_moves_onto_one_are_all_posted_and_named(string rule, int from, int to, string expected)
    {
        var body = Monthly(
            new
            {
                accountId = _account,
                type = "expense",
                amount = 10,
                description = "Ride",
            },
            $"2026-07-0{from}"
        );
        (body["frequency"], body["weekendRule"], body["endDate"]) = ("daily", rule, $"2026-07-0{to}");
        var id = await _client.SetAsync(body);
        await OnAsync(id, 2026, 7, 8);
        var posted = (await _client.GetAsync("transactions"))
            .Ok()
            .EnumerateArray()
            .Select(t => $"{t.GetProperty("transactionDate").GetString()![8..]} {t.GetProperty("description")}")
            .Order(StringComparer.Ordinal);
        string.Join('|', posted).ShouldBe(expected);
        (await OccurrencesAsync(id)).ShouldBe(Enumerable.Range(from, to - from + 1).Select(d => $"2026-07-0{d} posted"));
    }

    [Fact]
    public async Task Days_before_the_first_date_are_not_posted()
    {
        var body = Monthly(
            new
            {
                accountId = _account,
                type = "expense",
                amount = 10,
            },
            "2026-01-31"
        );
        body["firstDate"] = "2026-07-01";
        var id = await _client.SetAsync(body);
        (await _client.GetAsync($"recurring/{id}")).Ok().GetProperty("nextDate").GetString().ShouldBe("2026-07-31");
        await OnAsync(id, 2026, 8, 31);
        (await _client.GetAsync("transactions"))
            .Ok()
            .EnumerateArray()
            .Select(t => t.GetProperty("transactionDate").GetString())
            .ShouldBe(["2026-08-31", "2026-07-31"]);
    }

    private static object[] Parts(Guid category) => [new { categoryId = category, amount = 4 }, new { categoryId = category, amount = 6 }];

    private static Dictionary<string, object?> Monthly(object template, string start) =>
        new(StringComparer.Ordinal)
        {
            ["template"] = template,
            ["frequency"] = "monthly",
            ["startDate"] = start,
        };

    private Task<Guid> SetAsync(object template, string start) => _client.SetAsync(Monthly(template, start));

    private async Task<System.Text.Json.JsonElement> TemplateAsync(Guid id) =>
        (await _client.GetAsync($"recurring/{id}")).Ok().GetProperty("template");

    private async Task<IEnumerable<string>> OccurrencesAsync(Guid id, string until = "2026-12-31") =>
        (await _client.OccurrencesAsync(id, $"?startDate=2026-06-01&endDate={until}")).ConvertAll(o =>
            $"{o.GetProperty("occurrence")} {o.GetProperty("status")}"
        );

    /// <summary>It is that day, and what is due is posted.</summary>
    private async Task OnAsync(Guid id, int year, int month, int day)
    {
        _clock.Now = new DateTimeOffset(year, month, day, 12, 0, 0, TimeSpan.Zero);
        (await _client.SignInAsync()).Ok();
        var book = await _database.ScalarAsync<Guid>("select book_id from books");
        await _api.Get<RecurringPosting>().PostAsync(book, id, CancellationToken.None);
    }
}
