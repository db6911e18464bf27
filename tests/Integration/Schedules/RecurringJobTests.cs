using Rupaya.Infrastructure.Ledger.Recurring;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;
using Rupaya.Workers.Schedules;

namespace Rupaya.Integration.Schedules;

public sealed class RecurringJobTests
{
    private static readonly Dictionary<string, string?> NoDispatch = new(StringComparer.Ordinal) { ["Messaging:Dispatch"] = "false" };

    [Theory]
    [InlineData("Pacific/Kiritimati", "2026-11-21T09:45:00Z", "2026-11-21T10:00:00Z")]
    [InlineData("Asia/Kolkata", "2026-11-21T18:15:00Z", "2026-11-21T18:30:00Z")]
    [InlineData("Pacific/Pago_Pago", "2026-11-22T10:45:00Z", "2026-11-22T11:00:00Z")]
    public async Task A_day_is_asked_for_when_it_begins_in_the_books_zone_and_posted_once(string zone, string before, string after)
    {
        var clock = new Clock { Now = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero) };
        await using var database = await TestDatabase.CreateAsync();
        await using var api = await TestHost.StartAsync("serve", database.App, NoDispatch, clock);
        var client = await api.Client().SignUpAsync(timeZone: zone);
        var body = new
        {
            template = new
            {
                accountId = await client.OpenAccountAsync("cash", 10),
                type = "expense",
                amount = 4,
            },
            frequency = "daily",
            startDate = "2026-11-22",
            endDate = "2026-11-22",
        };
        var recurring = (await client.PostAsync("recurring", body)).Ok().GetProperty("recurringId").GetGuid();
        (await AskedAsync(database, clock, before)).ShouldBe(0);
        (await AskedAsync(database, clock, after)).ShouldBe(1);
        clock.Now = DateTimeOffset.Parse(after, System.Globalization.CultureInfo.InvariantCulture);
        var (book, posting) = (await database.ScalarAsync<Guid>("select book_id from books"), api.Get<RecurringPosting>());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => posting.PostAsync(book, recurring, CancellationToken.None)));
        (await database.ScalarAsync<long>("select count(*) from transactions where date = '2026-11-22'")).ShouldBe(1);
        (await database.ScalarAsync<decimal>("select current_balance from accounts")).ShouldBe(6);
        (await AskedAsync(database, clock, after)).ShouldBe(0);
        await database.RunAsync("delete from outbox");
        await Consistency.ShouldHoldAsync(database);
    }

    /// <summary>How many schedules the job asks for at a moment.</summary>
    private static async Task<long> AskedAsync(TestDatabase database, Clock clock, string at)
    {
        await database.RunAsync("delete from outbox");
        await using var connection = await database.Owner.OpenConnectionAsync();
        var moment = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        await new RecurringJob(clock).RunAsync(connection, moment, CancellationToken.None);
        return await database.ScalarAsync<long>("select count(*) from outbox where contract = 'V1.RecurringDue'");
    }
}
