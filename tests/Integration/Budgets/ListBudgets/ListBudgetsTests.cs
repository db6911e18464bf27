using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Budgets.ListBudgets;

public sealed class ListBudgetsTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Own_budgets_are_listed_oldest_first_and_nobody_elses()
    {
        var (mine, theirs) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        foreach (var name in new[] { "Dining", "Travel" })
        {
            (
                await mine.PostAsync(
                    "budgets",
                    new
                    {
                        categoryId = await mine.CategoryAsync(name),
                        amount = 10,
                        period = "week",
                    }
                )
            ).Ok();
        }
        var list = (await mine.GetAsync("budgets")).Ok();
        list.GetArrayLength().ShouldBe(2);
        list[0].GetProperty("categoryId").GetGuid().ShouldBe(await mine.CategoryAsync("Dining"));
        list[0].GetProperty("rollover").GetString().ShouldBe("none");
        (await theirs.GetAsync("budgets")).Ok().GetArrayLength().ShouldBe(0);
    }
}
