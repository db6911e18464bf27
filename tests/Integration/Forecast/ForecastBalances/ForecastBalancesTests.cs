using System.Text.Json;
using Rupaya.Integration.Fixtures;
using Rupaya.Integration.Recurring;

namespace Rupaya.Integration.Forecast.ForecastBalances;

public sealed class ForecastBalancesTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task What_is_booked_and_scheduled_moves_the_balance_on_its_day()
    {
        var client = await product.SignedUpAsync();
        var (bank, savings) = (await client.OpenAccountAsync("cash", 1000), await client.OpenAccountAsync("savings", 5));
        var today = await client.TodayAsync();
        string Day(int days) => $"{today.AddDays(days):yyyy-MM-dd}";
        (await client.ExpenseAsync(bank, 100, date: Day(2))).Ok();
        (await client.ExpenseAsync(bank, 1, date: Day(-2))).Ok();
        var rent = await client.SetAsync(RecurringSteps.Monthly(bank, Day(5), 600));
        await client.SetAsync(
            new
            {
                template = new
                {
                    fromAccountId = bank,
                    toAccountId = savings,
                    amount = 400,
                },
                frequency = "weekly",
                startDate = Day(8),
            }
        );
        var forecast = (await client.GetAsync("forecast?days=20")).Ok();
        var series = Series(forecast, bank);
        series.Count.ShouldBe(21);
        (series[Day(0)], series[Day(1)], series[Day(2)], series[Day(5)], series[Day(8)], series[Day(20)]).ShouldBe(
            (999m, 999m, 899m, 299m, -101m, -501m)
        );
        Series(forecast, savings)[Day(20)].ShouldBe(805);
        Of(forecast, bank).GetProperty("belowLimitOn").GetString().ShouldBe(Day(8));
        Of(forecast, savings).GetProperty("belowLimitOn").ValueKind.ShouldBe(JsonValueKind.Null);
        (await client.DeleteAsync($"recurring/{rent}/occurrences/{Day(5)}")).Ok();
        forecast = (await client.GetAsync("forecast")).Ok();
        Series(forecast, bank).Count.ShouldBe(91);
        Series(forecast, bank)[Day(8)].ShouldBe(499);
        Of(forecast, bank).GetProperty("belowLimitOn").GetString().ShouldBe(Day(22));
    }

    [Fact]
    public async Task Archived_accounts_have_no_forecast_and_move_nobody_elses()
    {
        var client = await product.SignedUpAsync();
        var (bank, closed) = (await client.OpenAccountAsync("cash", 100), await client.OpenAccountAsync("savings", 50));
        var today = await client.TodayAsync();
        await client.SetAsync(
            new
            {
                template = new
                {
                    fromAccountId = closed,
                    toAccountId = bank,
                    amount = 10,
                },
                frequency = "weekly",
                startDate = $"{today.AddDays(3):yyyy-MM-dd}",
            }
        );
        Series((await client.GetAsync("forecast?days=7")).Ok(), bank)[$"{today.AddDays(7):yyyy-MM-dd}"].ShouldBe(110);
        (await client.PutAsync($"accounts/{closed}", new { isArchived = true })).Ok();
        var forecast = (await client.GetAsync("forecast?days=7")).Ok();
        forecast.EnumerateArray().Select(a => a.GetProperty("accountId").GetGuid()).ShouldBe([bank]);
        Series(forecast, bank).Values.ShouldAllBe(balance => balance == 100);
    }

    [Fact]
    public async Task An_empty_book_has_no_accounts_and_days_have_a_range()
    {
        var client = await product.SignedUpAsync();
        (await client.GetAsync("forecast")).Ok().GetArrayLength().ShouldBe(0);
        (await client.GetAsync("forecast?days=367")).Fields.ShouldBe(["days"]);
        (await client.GetAsync("forecast?days=0")).Fields.ShouldBe(["days"]);
    }

    private static JsonElement Of(JsonElement forecast, Guid account) =>
        forecast.EnumerateArray().Single(a => a.GetProperty("accountId").GetGuid() == account);

    private static Dictionary<string, decimal> Series(JsonElement forecast, Guid account) =>
        Of(forecast, account)
            .GetProperty("series")
            .EnumerateArray()
            .ToDictionary(d => d.GetProperty("date").GetString()!, d => d.GetProperty("balance").GetDecimal());
}
