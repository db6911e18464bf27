using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Recurring.ListOccurrences;

public sealed class ListOccurrencesTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Days_to_come_are_told_with_the_weekends_moved()
    {
        var client = await product.SignedUpAsync();
        var id = await client.SetAsync(
            new
            {
                template = new
                {
                    accountId = await client.OpenAccountAsync(),
                    type = "expense",
                    amount = 5,
                },
                frequency = "monthly",
                startDate = "2099-01-31",
                weekendRule = "before",
            }
        );
        var days = await client.OccurrencesAsync(id, "?startDate=2099-01-01&endDate=2099-05-31");
        days.Select(d => d.GetProperty("occurrence").GetString())
            .ShouldBe(["2099-01-31", "2099-02-28", "2099-03-31", "2099-04-30", "2099-05-31"]);
        days.Select(d => d.GetProperty("date").GetString())
            .ShouldBe(["2099-01-30", "2099-02-27", "2099-03-31", "2099-04-30", "2099-05-29"]);
        days.ShouldAllBe(d => d.GetProperty("status").GetString() == "upcoming");
        (await client.GetAsync($"recurring/{id}/occurrences?startDate=2099-02-01&endDate=2099-01-01")).Fields.ShouldBe(["endDate"]);
    }

    [Fact]
    public async Task A_day_that_cannot_be_posted_says_why_and_the_schedule_goes_on()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync("cash", 10);
        var id = await client.SetAsync(RecurringSteps.Monthly(account, "2099-01-01"));
        (await client.PutAsync($"accounts/{account}", new { isArchived = true })).Ok();
        var today = await client.TodayAsync();
        await product.Database.RunAsync(
            $"update recurring set start_date = '{today:yyyy-MM-dd}', next_date = '{today:yyyy-MM-dd}' where recurring_id = '{id}'"
        );
        var book = await client.DefaultBookAsync();
        await product.Host.Get<Rupaya.Infrastructure.Ledger.Recurring.RecurringPosting>().PostAsync(book, id, CancellationToken.None);
        var first = (await client.OccurrencesAsync(id))[0];
        first.GetProperty("status").GetString().ShouldBe("failed");
        first.GetProperty("reason").GetString().ShouldBe("account_archived");
        (await client.GetAsync($"recurring/{id}")).Ok().GetProperty("nextDate").GetString().ShouldBe($"{today.AddMonths(1):yyyy-MM-dd}");
        await product.ShouldBeConsistentAsync();
    }
}
