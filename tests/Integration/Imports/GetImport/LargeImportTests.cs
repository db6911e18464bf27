using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Imports.GetImport;

/// <summary>Alone on the machine: what others wait for is part of what is tested.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
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
        (await writing).ShouldBeLessThan(TimeSpan.FromSeconds(5));
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

    private static async Task<TimeSpan> WriteMeanwhileAsync(Client client, Guid account, CancellationToken over)
    {
        var longest = TimeSpan.Zero;
        while (!over.IsCancellationRequested)
        {
            var start = TimeProvider.System.GetTimestamp();
            (await client.IncomeAsync(account, 1, date: "2020-01-01")).Ok();
            var took = TimeProvider.System.GetElapsedTime(start);
            longest = took > longest ? took : longest;
            await Task.Delay(20, CancellationToken.None);
        }
        return longest;
    }
}
