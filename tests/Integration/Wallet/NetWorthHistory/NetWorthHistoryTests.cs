using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Wallet.NetWorthHistory;

public sealed class NetWorthHistoryTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task What_is_owned_and_owed_is_told_for_the_end_of_each_month()
    {
        var client = await product.SignedUpAsync();
        var today = await client.TodayAsync();
        var bank = await client.OpenAccountAsync(opening: 1000);
        var card = await client.OpenAccountAsync("credit_card");
        (await client.ExpenseAsync(card, 300, date: $"{today.AddMonths(-3):yyyy-MM-dd}")).Ok();
        (await client.IncomeAsync(bank, 50, date: $"{today:yyyy-MM-dd}")).Ok();
        var series = (await client.GetAsync("wallet/networth?months=6")).Ok().GetProperty("series");
        series.GetArrayLength().ShouldBe(6);
        series[5].GetProperty("date").GetString().ShouldBe($"{today:yyyy-MM-dd}");
        series[5].GetProperty("assets").GetDecimal().ShouldBe(1050);
        series[5].GetProperty("liabilities").GetDecimal().ShouldBe(300);
        series[5].GetProperty("netWorth").GetDecimal().ShouldBe(750);
        series[4].GetProperty("netWorth").GetDecimal().ShouldBe(700);
        series[0].GetProperty("netWorth").GetDecimal().ShouldBe(1000);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("121")]
    public async Task Months_have_a_range(string months)
    {
        var reply = await (await product.SignedUpAsync()).GetAsync($"wallet/networth?months={months}");
        reply.ShouldFail(400, "validation_failed");
        reply.Fields.ShouldBe(["months"]);
    }
}
