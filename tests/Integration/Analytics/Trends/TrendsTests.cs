using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Analytics.Trends;

public sealed class TrendsTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Book_months_stand_side_by_side_and_follow_a_payday_that_moves()
    {
        var client = await product.SignedUpAsync();
        var book = await client.DefaultBookAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        var today = await client.TodayAsync();
        var dining = await client.CategoryAsync("Dining");
        (await client.ExpenseAsync(account, 30, dining, $"{today:yyyy-MM-dd}")).Ok();
        (await client.IncomeAsync(account, 100, date: $"{today:yyyy-MM-dd}")).Ok();
        var series = (await client.GetAsync("analytics/trends?months=3")).Ok().GetProperty("series");
        series.GetArrayLength().ShouldBe(3);
        series[2].GetProperty("month").GetString().ShouldBe($"{today:yyyy-MM}");
        series[2].GetProperty("savings").GetDecimal().ShouldBe(70);
        series[2].GetProperty("categories")[0].GetProperty("categoryId").GetGuid().ShouldBe(dining);
        series[0].GetProperty("expenses").GetDecimal().ShouldBe(0);
        // The month begins tomorrow: today belongs to the one before.
        var tomorrow = today.AddDays(1).Day;
        (await client.PutAsync($"books/{book}", new { monthStartDay = tomorrow })).Ok();
        series = (await client.GetAsync("analytics/trends?months=1")).Ok().GetProperty("series");
        series[0].GetProperty("month").GetString().ShouldBe($"{(tomorrow == 1 ? today : today.AddMonths(-1)):yyyy-MM}");
        series[0].GetProperty("expenses").GetDecimal().ShouldBe(30);
    }

    [Fact]
    public async Task Months_have_a_range() =>
        (await (await product.SignedUpAsync()).GetAsync("analytics/trends?months=121")).ShouldFail(400, "validation_failed");
}
