using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions.GetTransaction;

public sealed class GetTransactionTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task An_unchanged_transaction_is_304_and_foreign_ones_are_not_found()
    {
        var (mine, theirs) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var account = await mine.OpenAccountAsync();
        var created = await mine.ExpenseAsync(account, 7.25m);
        var path = $"transactions/{created.Ok().GetProperty("transactionId").GetGuid()}";
        var found = await mine.GetAsync(path);
        found.Text.ShouldBe(created.Text);
        found["categoryName"].GetString().ShouldBe("Uncategorised");
        ((int)(await mine.GetAsync(path, ("If-None-Match", found.Headers.ETag!.ToString()))).Status).ShouldBe(304);
        (await theirs.GetAsync(path)).ShouldFail(404, "not_found");
        (await mine.GetAsync($"transactions/{Guid.CreateVersion7()}")).ShouldFail(404, "not_found");
    }
}
