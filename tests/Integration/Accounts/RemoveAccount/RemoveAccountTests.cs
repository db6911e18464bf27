using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Accounts.RemoveAccount;

public sealed class RemoveAccountTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task An_account_without_transactions_goes_with_its_opening()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 500);
        var id = (await client.IncomeAsync(account, 1)).Ok().GetProperty("transactionId").GetGuid();
        (await client.DeleteAsync($"accounts/{account}")).ShouldFail(409, "account_in_use");
        (await client.DeleteAsync($"transactions/{id}")).Ok();
        ((int)(await client.DeleteAsync($"accounts/{account}")).Status).ShouldBe(204);
        (await client.GetAsync($"accounts/{account}")).ShouldFail(404, "not_found");
        (await client.DeleteAsync($"accounts/{account}")).ShouldFail(404, "not_found");
        (await client.GetAsync("accounts")).Ok().GetArrayLength().ShouldBe(0);
        (await client.ExpenseAsync(account, 1)).ShouldFail(404, "not_found");
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task A_stale_version_or_a_foreign_account_is_refused()
    {
        var (client, stranger) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var account = await client.OpenAccountAsync();
        (await client.DeleteAsync($"accounts/{account}", ("If-Match", "\"1-0\""))).ShouldFail(412, "stale_version");
        (await stranger.DeleteAsync($"accounts/{account}")).ShouldFail(404, "not_found");
    }
}
