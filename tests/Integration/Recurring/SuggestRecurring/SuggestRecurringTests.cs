using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Recurring.SuggestRecurring;

public sealed class SuggestRecurringTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task What_comes_each_month_is_suggested_until_it_is_a_schedule()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100_000);
        var today = await client.TodayAsync();
        for (var back = 1; back <= 4; back++)
        {
            (
                await client.PostAsync(
                    "transactions",
                    new
                    {
                        accountId = account,
                        amount = 649,
                        type = "expense",
                        merchant = "Netflix",
                        date = $"{today.AddMonths(-back):yyyy-MM-dd}",
                    }
                )
            ).Ok();
        }
        (await client.ExpenseAsync(account, 3)).Ok();
        var suggestions = (await client.GetAsync("recurring/suggestions")).Ok();
        suggestions.GetArrayLength().ShouldBe(1);
        suggestions[0].GetProperty("template").GetProperty("amount").GetDecimal().ShouldBe(649);
        suggestions[0].GetProperty("frequency").GetString().ShouldBe("monthly");
        suggestions[0].GetProperty("occurrences").GetInt32().ShouldBe(4);
        await client.SetAsync(
            new
            {
                template = new
                {
                    accountId = account,
                    type = "expense",
                    amount = 649,
                    merchant = "NETFLIX",
                },
                frequency = "monthly",
                startDate = suggestions[0].GetProperty("nextDate").GetString(),
            }
        );
        (await client.GetAsync("recurring/suggestions")).Ok().GetArrayLength().ShouldBe(0);
    }
}
