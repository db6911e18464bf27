using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Analytics.BudgetProgress;

public sealed class BudgetProgressTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Spending_of_the_current_period_counts_at_once()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 10_000);
        var groceries = await client.CategoryAsync("Groceries");
        (
            await client.PostAsync(
                "budgets",
                new
                {
                    categoryId = groceries,
                    amount = 5000,
                    period = "year",
                }
            )
        ).Ok();
        (await client.ExpenseAsync(account, 3200, groceries)).Ok();
        (await client.ExpenseAsync(account, 111, groceries, "2001-01-01")).Ok();
        (await client.ExpenseAsync(account, 222, await client.CategoryAsync("Dining"))).Ok();
        var progress = (await client.GetAsync("analytics/budget-progress")).Ok()[0];
        progress.GetProperty("category").GetString().ShouldBe("Groceries");
        progress.GetProperty("limit").GetDecimal().ShouldBe(5000);
        progress.GetProperty("spent").GetDecimal().ShouldBe(3200);
        progress.GetProperty("remaining").GetDecimal().ShouldBe(1800);
        progress.GetProperty("progress").GetDecimal().ShouldBe(64.00m);
        await product.ShouldBeConsistentAsync();
        (await client.GetAsync("analytics/budget-progress")).Ok()[0].GetProperty("spent").GetDecimal().ShouldBe(3200);
    }

    [Fact]
    public async Task What_lacks_a_rate_in_another_period_is_not_missing_and_what_is_booked_ahead_is_not_extrapolated()
    {
        var client = await product.SignedUpAsync();
        var (account, dollars) = (
            await client.OpenAccountAsync(opening: 100_000),
            await client.OpenAccountAsync(opening: 10, currency: "USD")
        );
        var rent = await client.CategoryAsync("Rent");
        var plan = new
        {
            categoryId = rent,
            amount = 30_000,
            period = "year",
        };
        (await client.PostAsync("budgets", plan)).Ok();
        var today = await client.TodayAsync();
        var (first, last) = (new DateOnly(today.Year, 1, 1), new DateOnly(today.Year, 12, 31));
        (await client.ExpenseAsync(dollars, 5, rent, $"{first.AddDays(-30):yyyy-MM-dd}")).Ok();
        (await client.ExpenseAsync(account, 1000, rent, $"{first:yyyy-MM-dd}")).Ok();
        (await client.ExpenseAsync(account, 20_000, rent, $"{last:yyyy-MM-dd}")).Ok();
        var progress = (await client.GetAsync("analytics/budget-progress")).Ok()[0];
        progress.GetProperty("missingRates").GetArrayLength().ShouldBe(0);
        progress.GetProperty("spent").GetDecimal().ShouldBe(21_000);
        var elapsed = today.DayOfYear;
        var later = today == last ? 0m : 20_000m;
        var days = last.DayOfYear;
        var expected = decimal.Round(((21_000m - later) / elapsed * days) + later, 2, MidpointRounding.AwayFromZero);
        progress.GetProperty("projected").GetDecimal().ShouldBe(expected);
    }

    [Fact]
    public async Task A_book_without_budgets_answers_an_empty_list() =>
        (await (await product.SignedUpAsync()).GetAsync("analytics/budget-progress")).Ok().GetArrayLength().ShouldBe(0);
}
