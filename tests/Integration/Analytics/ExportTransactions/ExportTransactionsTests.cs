using System.Text;
using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Analytics.ExportTransactions;

public sealed class ExportTransactionsTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Both_formats_have_every_row_and_no_cell_is_a_formula()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        foreach (var text in new[] { "=1+1", "+1", "-1", "@a", "'a", "\ta", "\ra", "plain, \"quoted\"" })
        {
            (
                await client.PostAsync(
                    "transactions",
                    new
                    {
                        accountId = account,
                        amount = 1.5,
                        type = "expense",
                        description = text,
                        merchant = text,
                        date = "2026-03-05",
                    }
                )
            ).Ok();
        }
        (await client.ExpenseAsync(account, 2, date: "2026-04-01")).Ok();
        var csv = Encoding.UTF8.GetString(
            await client.DownloadAsync("analytics/export?format=csv&startDate=2026-03-01&endDate=2026-03-31")
        );
        csv.ShouldStartWith("\uFEFFtransactionId,transactionDate,accountName,type,flow,direction,amount,currency,");
        foreach (var inert in new[] { ",'=1+1,", ",'+1,", ",'-1,", ",'@a,", ",'\ta,", ",''a,", "\"'\ra\"", "\"plain, \"\"quoted\"\"\"" })
        {
            csv.ShouldContain(inert);
        }
        csv.ShouldContain(",1.5,INR,");
        var json = JsonElement.Parse(await client.DownloadAsync("analytics/export?format=json"));
        json.GetArrayLength().ShouldBe(9);
        json[0].GetProperty("description").GetString().ShouldBe("=1+1");
        json[8].GetProperty("transactionDate").GetString().ShouldBe("2026-04-01");
    }

    [Fact]
    public async Task An_empty_book_gives_an_empty_file_and_a_wrong_format_is_named()
    {
        var client = await product.SignedUpAsync();
        JsonElement.Parse(await client.DownloadAsync("analytics/export?format=json")).GetArrayLength().ShouldBe(0);
        (await client.GetAsync("analytics/export?format=xml")).Fields.ShouldBe(["format"]);
        (await client.GetAsync("analytics/export?startDate=2026-03-01")).Fields.ShouldBe(["endDate"]);
    }
}
