using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Budgets.CreateBudget;

public sealed class CreateBudgetTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_budget_is_created_once_per_key()
    {
        var client = await product.SignedUpAsync();
        var body = new
        {
            categoryId = await client.CategoryAsync("Dining"),
            amount = 4000,
            period = "month",
            rollover = "both",
        };
        var reply = await client.PostAsync("budgets", body, ("Idempotency-Key", "b"));
        ((int)reply.Status).ShouldBe(201);
        (await client.PostAsync("budgets", body, ("Idempotency-Key", "b"))).Text.ShouldBe(reply.Text);
        (await client.GetAsync("budgets")).Ok().GetArrayLength().ShouldBe(1);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Wrong_fields_and_foreign_categories_are_refused()
    {
        var (client, other) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var dining = await client.CategoryAsync("Dining");
        var wrong = await client.PostAsync(
            "budgets",
            new
            {
                amount = 0,
                period = "decade",
                rollover = "maybe",
            }
        );
        wrong.ShouldFail(400, "validation_failed");
        wrong.Fields.ShouldBe(["categoryId", "amount", "period", "rollover"], ignoreOrder: true);
        (
            await client.PostAsync(
                "budgets",
                new
                {
                    categoryId = dining,
                    amount = 0.001,
                    period = "month",
                }
            )
        ).ShouldFail(400, "currency_precision");
        (
            await client.PostAsync(
                "budgets",
                new
                {
                    categoryId = await client.CategoryAsync("Salary", "income"),
                    amount = 1,
                    period = "month",
                }
            )
        ).ShouldFail(400, "category_kind");
        (
            await other.PostAsync(
                "budgets",
                new
                {
                    categoryId = dining,
                    amount = 1,
                    period = "month",
                }
            )
        ).ShouldFail(404, "not_found");
    }

    [Theory]
    [InlineData("month", null, 409)]
    [InlineData("month", "2026-05-31", 409)]
    [InlineData("month", "2026-02-10", 201)]
    [InlineData("year", null, 201)]
    [InlineData("week", null, 201)]
    public async Task A_second_budget_of_the_same_thing_on_the_same_days_is_refused(string period, string? endDate, int status)
    {
        var client = await product.SignedUpAsync();
        var categoryId = await client.CategoryAsync("Dining");
        object Body(string period, string startDate, string? endDate) =>
            new
            {
                categoryId,
                amount = 1000,
                period,
                startDate,
                endDate,
            };
        (await client.PostAsync("budgets", Body("month", "2026-03-10", null))).Ok();
        var second = await client.PostAsync("budgets", Body(period, "2026-01-01", endDate));
        ((int)second.Status).ShouldBe(status, second.Text);
        second.Code.ShouldBe(status == 409 ? "budget_exists" : null);
    }
}
