using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Imports.GetImport;

[Collection(nameof(SerialCollection))]
public sealed class LargeImportTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_hundred_thousand_rows_give_the_sums_made_independently_and_others_write_meanwhile()
    {
        var client = await product.SignedUpAsync();
        var (account, other) = (await client.OpenAccountAsync(), await client.OpenAccountAsync(opening: 1000));
        var (file, balance, spending) = StatementFile.Generate(100_000, seed: 20261120);
        using var over = new CancellationTokenSource();
        var writing = WriteMeanwhileAsync(client, other, over.Token);
        var import = await client.ImportAsync(account, file, seconds: 120);
        await over.CancelAsync();
        var written = await writing;
        written.ShouldBeGreaterThan(10);
        (await client.BalanceAsync(other)).ShouldBe(1000 + written);
        import.GetProperty("counts").GetProperty("imported").GetInt32().ShouldBe(100_000);
        (await client.BalanceAsync(account)).ShouldBe(balance);
        var stats = await client.DashboardAsync("startDate=2024-01-01&endDate=2025-12-31");
        stats
            .GetProperty("spendingByCategory")
            .EnumerateArray()
            .ToDictionary(s => s.GetProperty("category").GetString()!, s => s.GetProperty("amount").GetDecimal(), StringComparer.Ordinal)
            .ShouldBe(spending, ignoreOrder: true);
        (await product.Database.ScalarAsync<long>("select count(*) from import_files")).ShouldBe(0);
        (
            await product.Database.ScalarAsync<long>(
                "select count(*) from (select book_id from changes group by book_id having count(*) <> max(seq)) x"
            )
        ).ShouldBe(0);
    }

    /// <summary>Small writes into the same book: each is done, or refused as busy, and never anything else. Returns how many were done.</summary>
    private static async Task<int> WriteMeanwhileAsync(Client client, Guid account, CancellationToken over)
    {
        var done = 0;
        while (!over.IsCancellationRequested)
        {
            var reply = await client.IncomeAsync(account, 1, date: "2020-01-01");
            if (reply.Code == "book_busy")
            {
                reply.Headers.RetryAfter.ShouldNotBeNull();
            }
            else
            {
                reply.Ok();
                done++;
            }
            await Task.Delay(20, CancellationToken.None);
        }
        return done;
    }
}
