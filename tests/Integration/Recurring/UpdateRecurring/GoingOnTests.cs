using Rupaya.Infrastructure.Ledger.Recurring;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Recurring.UpdateRecurring;

/// <summary>What is over stays over, whatever becomes of the schedule.</summary>
public sealed class GoingOnTests
{
    private static readonly Dictionary<string, string?> NoDispatch = new(StringComparer.Ordinal) { ["Messaging:Dispatch"] = "false" };

    [Fact]
    public async Task A_day_that_was_skipped_and_passed_over_is_not_posted_when_the_schedule_changes()
    {
        var clock = new Clock { Now = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero) };
        await using var database = await TestDatabase.CreateAsync();
        await using var api = await TestHost.StartAsync("serve", database.App, NoDispatch, clock);
        var client = await api.Client().SignUpAsync(timeZone: "UTC");
        var account = await client.OpenAccountAsync("cash", 1000);
        var id = await client.SetAsync(RecurringSteps.Monthly(account, "2026-01-01", 10));
        var book = await database.ScalarAsync<Guid>("select book_id from books");
        Task PostAsync() => api.Get<RecurringPosting>().PostAsync(book, id, CancellationToken.None);
        await PostAsync();
        (await client.DeleteAsync($"recurring/{id}/occurrences/2026-02-01")).Status.ShouldBe(System.Net.HttpStatusCode.NoContent);
        (await client.DeleteAsync($"recurring/{id}/occurrences/2026-03-01")).Status.ShouldBe(System.Net.HttpStatusCode.NoContent);
        clock.Now = new DateTimeOffset(2026, 2, 10, 12, 0, 0, TimeSpan.Zero);
        (await client.SignInAsync()).Ok();
        await PostAsync();
        // Only the end is new: 1 February is over and 1 March is still skipped.
        (await client.PutAsync($"recurring/{id}", new { endDate = "2026-06-30" }))
            .Ok()
            .GetProperty("nextDate")
            .GetString()
            .ShouldBe("2026-03-01");
        clock.Now = new DateTimeOffset(2026, 4, 2, 12, 0, 0, TimeSpan.Zero);
        (await client.SignInAsync()).Ok();
        await PostAsync();
        await PostAsync();
        var statuses = (await client.OccurrencesAsync(id, "?startDate=2026-01-01&endDate=2026-12-31")).ConvertAll(o =>
            $"{o.GetProperty("occurrence")} {o.GetProperty("status")}"
        );
        statuses.ShouldBe([
            "2026-01-01 posted",
            "2026-02-01 skipped",
            "2026-03-01 skipped",
            "2026-04-01 posted",
            "2026-05-01 upcoming",
            "2026-06-01 upcoming",
        ]);
        (await client.BalanceAsync(account)).ShouldBe(980);
        // Other days: what was posted is listed as it was, and nothing before the last of it is to come.
        (await client.PutAsync($"recurring/{id}", new { startDate = "2026-01-15" })).Ok();
        (await client.OccurrencesAsync(id, "?startDate=2026-01-01&endDate=2026-05-31"))
            .ConvertAll(o => $"{o.GetProperty("occurrence")} {o.GetProperty("status")}")
            .ShouldBe([
                "2026-01-01 posted",
                "2026-02-01 skipped",
                "2026-03-01 skipped",
                "2026-04-01 posted",
                "2026-04-15 upcoming",
                "2026-05-15 upcoming",
            ]);
        await database.RunAsync("delete from outbox");
        await Consistency.ShouldHoldAsync(database);
    }
}
