using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions.DeleteTransaction;

public sealed class DeleteTransactionTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task An_expense_created_and_deleted_leaves_income_expenses_and_balance_as_they_were()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        (await client.IncomeAsync(account, 300)).Ok();
        (await client.ExpenseAsync(account, 40)).Ok();
        var before = (await client.DashboardAsync()).ToString();
        var id = (await client.ExpenseAsync(account, 500)).Ok().GetProperty("transactionId").GetGuid();
        (await client.DashboardAsync()).ToString().ShouldNotBe(before);
        (await client.DeleteAsync($"transactions/{id}")).Ok().GetProperty("success").GetBoolean().ShouldBeTrue();
        (await client.DashboardAsync()).ToString().ShouldBe(before);
        (await client.BalanceAsync(account)).ShouldBe(1260);
        await product.ShouldBeConsistentAsync();
        (await client.DashboardAsync()).ToString().ShouldBe(before);
    }

    [Fact]
    public async Task A_deleted_transaction_is_not_found_any_more()
    {
        var client = await product.SignedUpAsync();
        var id = (await client.IncomeAsync(await client.OpenAccountAsync(), 1)).Ok().GetProperty("transactionId").GetGuid();
        (await client.DeleteAsync($"transactions/{id}", ("If-Match", "\"1-0\""))).ShouldFail(412, "stale_version");
        (await client.DeleteAsync($"transactions/{id}")).Ok();
        (await client.DeleteAsync($"transactions/{id}")).ShouldFail(404, "not_found");
        (await client.GetAsync($"transactions/{id}")).ShouldFail(404, "not_found");
        (await client.PutAsync($"transactions/{id}", new { amount = 1 })).ShouldFail(404, "not_found");
    }

    [Fact]
    public async Task Deleting_income_is_never_stopped_by_the_overdraft_limit()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync("cash");
        var income = (await client.IncomeAsync(account, 100)).Ok().GetProperty("transactionId").GetGuid();
        (await client.ExpenseAsync(account, 80)).Ok();
        (await client.DeleteAsync($"transactions/{income}")).Ok();
        (await client.BalanceAsync(account)).ShouldBe(-80);
    }
}
