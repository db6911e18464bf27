using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Accounts.GetAccount;

public sealed class GetAccountTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task The_balance_as_of_a_date_comes_from_the_journal()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        (await client.ExpenseAsync(account, 100, date: "2026-01-10")).Ok();
        (await client.ExpenseAsync(account, 50, date: "2026-02-10")).Ok();
        async Task<decimal> AsOf(string date) =>
            (await client.GetAsync($"accounts/{account}?asOf={date}")).Ok().GetProperty("currentBalance").GetDecimal();
        (await AsOf("2026-01-09")).ShouldBe(1000);
        (await AsOf("2026-01-10")).ShouldBe(900);
        (await AsOf("2026-02-10")).ShouldBe(850);
        (await client.BalanceAsync(account)).ShouldBe(850);
    }

    [Fact]
    public async Task A_posting_changes_the_etag_and_an_unchanged_account_is_304()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var etag = (await client.GetAsync($"accounts/{account}")).Headers.ETag!.ToString();
        ((int)(await client.GetAsync($"accounts/{account}", ("If-None-Match", etag))).Status).ShouldBe(304);
        (await client.IncomeAsync(account, 1)).Ok();
        var after = await client.GetAsync($"accounts/{account}", ("If-None-Match", etag));
        after.Ok();
        after.Headers.ETag!.ToString().ShouldNotBe(etag);
    }

    [Fact]
    public async Task Unknown_and_foreign_accounts_get_the_same_404()
    {
        var (mine, theirs) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var foreign = await theirs.OpenAccountAsync();
        (await mine.GetAsync($"accounts/{foreign}")).ShouldFail(404, "not_found");
        (await mine.GetAsync($"accounts/{Guid.CreateVersion7()}")).ShouldFail(404, "not_found");
        (await mine.GetAsync("accounts/rubbish")).ShouldFail(404, "not_found");
        (await theirs.GetAsync($"accounts/{foreign}?asOf=2026-02-30")).ShouldFail(400, "validation_failed");
    }
}
