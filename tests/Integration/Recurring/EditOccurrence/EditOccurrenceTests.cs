using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Recurring.EditOccurrence;

public sealed class EditOccurrenceTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task One_day_is_posted_differently_and_the_next_as_ever()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync("cash", 1000);
        var today = await client.TodayAsync();
        var start = today.AddDays(3);
        var id = await client.SetAsync(RecurringSteps.Monthly(account, $"{start:yyyy-MM-dd}", 10));
        var edited = await client.PutAsync(
            $"recurring/{id}/occurrences/{start:yyyy-MM-dd}",
            new
            {
                amount = 25,
                date = $"{today:yyyy-MM-dd}",
                description = "Early",
            }
        );
        edited.Ok().GetProperty("amount").GetDecimal().ShouldBe(25);
        (await client.PostedAsync(id, 1)).ShouldBe([$"{today:yyyy-MM-dd}"]);
        (await client.BalanceAsync(account)).ShouldBe(975);
        (await client.GetAsync("transactions")).Ok()[0].GetProperty("description").GetString().ShouldBe("Early");
        var next = (await client.OccurrencesAsync(id))[1];
        next.GetProperty("amount").GetDecimal().ShouldBe(10);
        next.GetProperty("date").GetString().ShouldBe($"{start.AddMonths(1):yyyy-MM-dd}");
        (await client.PutAsync($"recurring/{id}/occurrences/{start:yyyy-MM-dd}", new { amount = 1 })).ShouldFail(409, "occurrence_posted");
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task What_is_omitted_stays_and_what_is_null_is_as_the_schedule_has_it()
    {
        var client = await product.SignedUpAsync();
        var id = await client.SetAsync(RecurringSteps.Monthly(await client.OpenAccountAsync(), "2099-01-15", 10));
        Task<Reply> Edit(object body) => client.PutAsync($"recurring/{id}/occurrences/2099-02-15", body);
        (await Edit(new { amount = 25, description = "Once" })).Ok();
        var moved = (await Edit(new { date = "2099-02-12" })).Ok();
        moved.GetProperty("amount").GetDecimal().ShouldBe(25);
        moved.GetProperty("description").GetString().ShouldBe("Once");
        (await Edit(new { amount = (decimal?)null })).Ok().GetProperty("amount").GetDecimal().ShouldBe(10);
        // A neighbour that was moved close is not overtaken by taking the day's own move back.
        (await client.PutAsync($"recurring/{id}/occurrences/2099-03-15", new { date = "2099-02-13" })).Ok();
        (await Edit(new { date = (string?)null })).Fields.ShouldBe(["date"]);
    }

    [Fact]
    public async Task What_a_transfer_would_bring_is_checked_as_well()
    {
        var client = await product.SignedUpAsync();
        var (yen, dollars) = (await client.OpenAccountAsync(opening: 10, currency: "JPY"), await client.OpenAccountAsync(currency: "USD"));
        var body = new
        {
            template = new
            {
                fromAccountId = yen,
                toAccountId = dollars,
                amount = 1_000_000,
                toAmount = 1,
            },
            frequency = "monthly",
            startDate = "2099-01-15",
        };
        var id = await client.SetAsync(body);
        Task<Reply> Edit(object edit) => client.PutAsync($"recurring/{id}/occurrences/2099-02-15", edit);
        (await Edit(new { amount = 1 })).Fields.ShouldBe(["amount"]);
        (await Edit(new { amount = 2_000_000 })).Ok();
    }

    [Fact]
    public async Task Days_stay_in_their_order_and_must_be_days_of_the_schedule()
    {
        var client = await product.SignedUpAsync();
        var id = await client.SetAsync(RecurringSteps.Monthly(await client.OpenAccountAsync(), "2099-01-15"));
        Task<Reply> Edit(string day, object body) => client.PutAsync($"recurring/{id}/occurrences/{day}", body);
        (await Edit("2099-02-15", new { date = "2099-03-16" })).Fields.ShouldBe(["date"]);
        (await Edit("2099-02-15", new { date = "2099-01-14" })).Fields.ShouldBe(["date"]);
        (await Edit("2099-02-16", new { amount = 1 })).ShouldFail(404, "not_found");
        (await Edit("2099-02-15", new { amount = 0 })).Fields.ShouldBe(["amount"]);
        (await Edit("2099-02-15", new { amount = 0.001 })).ShouldFail(400, "currency_precision");
        ((int)(await Edit("15-02-2099", new { amount = 1 })).Status).ShouldBe(400);
        (await Edit("2099-02-15", new { date = "2099-02-20" })).Ok().GetProperty("status").GetString().ShouldBe("edited");
    }
}
