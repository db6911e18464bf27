using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Recurring.SkipOccurrence;

public sealed class SkipOccurrenceTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_skipped_day_is_never_posted_and_can_be_taken_back()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync("cash", 1000);
        var today = await client.TodayAsync();
        var id = await client.SetAsync(
            new
            {
                template = new
                {
                    accountId = account,
                    type = "expense",
                    amount = 10,
                },
                frequency = "daily",
                startDate = $"{today.AddDays(1):yyyy-MM-dd}",
            }
        );
        foreach (var day in new[] { 1, 2 })
        {
            ((int)(await client.DeleteAsync($"recurring/{id}/occurrences/{today.AddDays(day):yyyy-MM-dd}")).Status).ShouldBe(204);
        }
        (await client.PutAsync($"recurring/{id}/occurrences/{today.AddDays(2):yyyy-MM-dd}", new { })).Ok();
        // Three days later, seen from the schedule.
        await product.Database.RunAsync(
            $"update recurring_occurrences set occurrence = occurrence - 3, date = date - 3 where recurring_id = '{id}'; "
                + $"update recurring set start_date = start_date - 3, next_date = next_date - 3 where recurring_id = '{id}'"
        );
        var book = await client.DefaultBookAsync();
        await product.Host.Get<Rupaya.Infrastructure.Ledger.Recurring.RecurringPosting>().PostAsync(book, id, CancellationToken.None);
        (await client.OccurrencesAsync(id))
            .Take(4)
            .Select(o => o.GetProperty("status").GetString())
            .ShouldBe(["skipped", "posted", "posted", "upcoming"]);
        (await client.BalanceAsync(account)).ShouldBe(980);
        (await client.DeleteAsync($"recurring/{id}/occurrences/{today.AddDays(-1):yyyy-MM-dd}")).ShouldFail(409, "occurrence_posted");
        (await client.DeleteAsync($"recurring/{id}/occurrences/2001-01-01")).ShouldFail(404, "not_found");
        await product.ShouldBeConsistentAsync();
    }
}
