using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Recurring.CreateRecurring;

public sealed class CreateRecurringTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task What_is_due_is_posted_at_once_and_each_day_once()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        var today = await client.TodayAsync();
        var start = new DateOnly(today.Year - 1, today.Month, 1);
        var body = RecurringSteps.Monthly(account, $"{start:yyyy-MM-dd}", 500, $"{start.AddMonths(5):yyyy-MM-dd}");
        var reply = await client.PostAsync("recurring", body, ("Idempotency-Key", "r"));
        ((int)reply.Status).ShouldBe(201);
        (await client.PostAsync("recurring", body, ("Idempotency-Key", "r"))).Text.ShouldBe(reply.Text);
        var posted = await client.PostedAsync(
            reply["recurringId"].GetGuid(),
            6,
            $"?startDate={start:yyyy-MM-dd}&endDate={today:yyyy-MM-dd}"
        );
        posted.ShouldBe(Enumerable.Range(0, 6).Select(i => $"{start.AddMonths(i):yyyy-MM-dd}"));
        // It records what happened: no overdraft limit keeps it from being posted.
        (await client.BalanceAsync(account)).ShouldBe(1000 - 6 * 500);
        (await client.GetAsync("transactions")).Ok().GetArrayLength().ShouldBe(6);
        await product.ShouldBeConsistentAsync();
    }

    [Theory]
    [InlineData("2025-01-31", "2025-01-31,2025-02-28,2025-03-31,2025-04-30", 1)]
    [InlineData("2024-01-31", "2024-01-31,2024-02-29,2024-03-31", 1)]
    [InlineData("2024-11-30", "2024-11-30,2025-02-28,2025-05-30", 3)]
    [InlineData("2023-11-30", "2023-11-30,2024-02-29,2024-05-30", 3)]
    public async Task A_month_end_is_clamped_and_comes_back(string start, string days, int interval)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync("cash", 1000);
        var id = await client.SetAsync(
            new
            {
                template = new
                {
                    accountId = account,
                    type = "income",
                    amount = 1,
                },
                frequency = "monthly",
                interval,
                startDate = start,
                endDate = days.Split(',')[^1],
                monthEnd = "clamp",
            }
        );
        var expected = days.Split(',');
        (await client.PostedAsync(id, expected.Length, $"?startDate={start}&endDate={expected[^1]}")).ShouldBe(expected);
        var dates = (await client.GetAsync("transactions")).Ok().EnumerateArray().Select(t => t.GetProperty("transactionDate").GetString());
        dates.Reverse().ShouldBe(expected);
    }

    [Fact]
    public async Task A_transfer_moves_both_accounts_across_currencies()
    {
        var client = await product.SignedUpAsync();
        var (rupees, euros) = (await client.OpenAccountAsync(opening: 10_000), await client.OpenAccountAsync("cash", 0, "EUR"));
        var today = await client.TodayAsync();
        var id = await client.SetAsync(
            new
            {
                template = new
                {
                    fromAccountId = rupees,
                    toAccountId = euros,
                    amount = 900,
                    toAmount = 10,
                },
                frequency = "weekly",
                startDate = $"{today:yyyy-MM-dd}",
            }
        );
        await client.PostedAsync(id, 1);
        (await client.BalanceAsync(rupees)).ShouldBe(9100);
        (await client.BalanceAsync(euros)).ShouldBe(10);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Wrong_fields_and_what_would_never_fire_are_refused()
    {
        var (client, other) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var (account, theirs) = (await client.OpenAccountAsync(), await other.OpenAccountAsync());
        var salary = await client.CategoryAsync("Salary", "income");
        Task<Reply> Set(object template, object? more = null) => client.PostAsync("recurring", Merge(template, more));
        (await client.PostAsync("recurring", new { })).Fields.ShouldBe(["template", "frequency", "startDate"], ignoreOrder: true);
        var good = new
        {
            accountId = account,
            type = "expense",
            amount = 1,
        };
        (await Set(good, new { frequency = "hourly", startDate = "2026-01-01" })).Fields.ShouldBe(["frequency"]);
        (
            await Set(
                good,
                new
                {
                    frequency = "monthly",
                    startDate = "2026-11-30",
                    endDate = "2026-11-29",
                }
            )
        ).Fields.ShouldBe(["endDate"]);
        (await Set(good, new { frequency = "daily", startDate = "1990-01-01" })).Fields.ShouldBe(["startDate"]);
        (
            await Set(
                good,
                new
                {
                    frequency = "daily",
                    startDate = "2026-01-01",
                    interval = 0,
                }
            )
        ).Fields.ShouldBe(["interval"]);
        (
            await Set(
                good,
                new
                {
                    frequency = "daily",
                    startDate = "2026-01-01",
                    nth = 1,
                }
            )
        ).Fields.ShouldBe(["nth"]);
        (
            await Set(
                good,
                new
                {
                    frequency = "daily",
                    startDate = "2026-01-01",
                    weekendRule = "maybe",
                }
            )
        ).Fields.ShouldBe(["weekendRule"]);
        var daily = new { frequency = "daily", startDate = "2099-01-01" };
        (await Set(good with { amount = 0 }, daily)).ShouldFail(400, "validation_failed");
        (await Set(good with { accountId = theirs }, daily)).ShouldFail(404, "not_found");
        (
            await Set(
                new
                {
                    accountId = account,
                    type = "expense",
                    amount = 1,
                    categoryId = salary,
                },
                daily
            )
        ).ShouldFail(400, "category_kind");
        (
            await Set(
                new
                {
                    fromAccountId = account,
                    toAccountId = account,
                    amount = 1,
                },
                daily
            )
        ).ShouldFail(400, "same_account");
        (
            await Set(
                new
                {
                    fromAccountId = account,
                    toAccountId = theirs,
                    amount = 1,
                    splits = new[] { new { amount = 1 } },
                },
                daily
            )
        ).ShouldFail(400, "validation_failed");
        (await client.GetAsync("recurring")).Ok().GetArrayLength().ShouldBe(0);
    }

    private static Dictionary<string, object?> Merge(object template, object? more)
    {
        var body = new Dictionary<string, object?>(StringComparer.Ordinal) { ["template"] = template };
        foreach (var property in more?.GetType().GetProperties() ?? [])
        {
            body[property.Name] = property.GetValue(more);
        }
        return body;
    }
}
