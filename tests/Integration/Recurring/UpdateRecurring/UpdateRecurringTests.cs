using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Recurring.UpdateRecurring;

public sealed class UpdateRecurringTests(Product product) : IClassFixture<Product>
{
    [Theory]
    [InlineData(120_00, 72_00, 48_00)]
    [InlineData(5, 3, 2)]
    [InlineData(99_99, 59_99, 40_00)]
    public async Task An_amount_that_changes_alone_keeps_the_proportion_of_the_parts(int cents, int first, int second)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var (dining, travel) = (await client.CategoryAsync("Dining"), await client.CategoryAsync("Travel"));
        var splits = new[] { new { categoryId = dining, amount = 60 }, new { categoryId = travel, amount = 40 } };
        var body = new
        {
            template = new
            {
                accountId = account,
                type = "expense",
                amount = 100,
                splits,
            },
            frequency = "yearly",
            startDate = "2099-01-31",
        };
        var id = (await client.PostAsync("recurring", body)).Ok().GetProperty("recurringId").GetGuid();
        var changed = (await client.PutAsync($"recurring/{id}", new { template = new { amount = cents / 100m } }))
            .Ok()
            .GetProperty("template");
        changed
            .GetProperty("splits")
            .EnumerateArray()
            .Select(s => s.GetProperty("amount").GetDecimal())
            .ShouldBe([first / 100m, second / 100m]);
    }

    [Fact]
    public async Task What_was_posted_stays_and_the_changed_schedule_goes_on_after_it()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync("cash", 1000);
        var today = await client.TodayAsync();
        var start = new DateOnly(today.Year, today.Month, 1).AddMonths(-2);
        var id = await client.SetAsync(RecurringSteps.Monthly(account, $"{start:yyyy-MM-dd}", 10));
        await client.PostedAsync(id, 3);
        var etag = (await client.GetAsync($"recurring/{id}")).Headers.ETag!.ToString();
        var next = today.AddDays(400);
        var changed = await client.PutAsync(
            $"recurring/{id}",
            RecurringSteps.Monthly(account, $"{next:yyyy-MM-dd}", 20),
            ("If-Match", etag)
        );
        changed.Ok().GetProperty("nextDate").GetString().ShouldBe($"{next:yyyy-MM-dd}");
        (await client.PutAsync($"recurring/{id}", RecurringSteps.Monthly(account, "2099-01-01"), ("If-Match", etag))).ShouldFail(
            412,
            "stale_version"
        );
        // The same days with another amount: the day that comes next is still the next one.
        var again = await client.PutAsync($"recurring/{id}", RecurringSteps.Monthly(account, $"{start:yyyy-MM-dd}", 30));
        again.Ok().GetProperty("nextDate").GetString().ShouldBe($"{start.AddMonths(3):yyyy-MM-dd}");
        (await client.BalanceAsync(account)).ShouldBe(970);
        await product.ShouldBeConsistentAsync();
    }
}
