using System.IO.Compression;
using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.User.ExportData;

public sealed class ExportDataTests(Product product) : IClassFixture<Product>
{
    private static async Task<Dictionary<string, string>> DownloadAsync(Client client)
    {
        await using var zip = new ZipArchive(new MemoryStream(await client.DownloadAsync("user/export")));
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            files[entry.FullName] = await reader.ReadToEndAsync();
        }
        return files;
    }

    [Fact]
    public async Task Everything_held_about_the_user_is_there_as_JSON_and_CSV()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 1000);
        var groceries = await client.CategoryAsync("Groceries");
        (await client.ExpenseAsync(account, 12.34m, groceries, "2026-11-03")).Ok();
        var files = await DownloadAsync(client);

        files.Keys.Count(k => k.EndsWith(".json", StringComparison.Ordinal)).ShouldBe(24);
        var profile = JsonElement.Parse(files["profile.json"])[0];
        profile.GetProperty("email").GetString().ShouldBe(client.Email);
        profile.TryGetProperty("passwordHash", out _).ShouldBeFalse();
        var transaction = JsonElement.Parse(files["transactions.json"])[0];
        transaction.GetProperty("amount").GetDecimal().ShouldBe(12.34m);
        transaction.GetProperty("categoryName").GetString().ShouldBe("Groceries");
        transaction.GetProperty("date").GetString().ShouldBe("2026-11-03");
        files["transactions.csv"].ShouldContain(",12.34,INR,");
        JsonElement.Parse(files["sessions.json"])[0].GetProperty("deviceId").GetString().ShouldBe("test");
        JsonElement.Parse(files["audit.json"])[0].GetProperty("personal").GetProperty("id").GetString().ShouldBe("test");
        string.Concat(files.Values).ShouldNotContain("argon2id");
    }

    [Fact]
    public async Task What_a_spreadsheet_would_run_is_quoted_and_numbers_stay_numbers()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: -5);
        var evil = "=HYPERLINK(\"http://evil.example\",\"click\")";
        (
            await client.PostAsync(
                "transactions",
                new
                {
                    accountId = account,
                    amount = 1,
                    type = "income",
                    description = evil,
                    merchant = "@sum",
                    tags = new[] { "+1" },
                }
            )
        ).Ok();
        var files = await DownloadAsync(client);
        files["transactions.csv"].ShouldContain("\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"click\"\")\"");
        files["transactions.csv"].ShouldContain(",'@sum,");
        files["transactions.csv"].ShouldContain(",'+1,");
        files["accounts.csv"].ShouldContain(",-5,");
        JsonElement.Parse(files["transactions.json"])[0].GetProperty("description").GetString().ShouldBe(evil);
    }

    [Fact]
    public async Task Nothing_of_anybody_else_is_in_it()
    {
        var (client, other) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        await other.OpenAccountAsync(opening: 777_777);
        var all = string.Concat((await DownloadAsync(client)).Values);
        all.ShouldNotContain("777777");
        all.ShouldNotContain(other.Email);
    }

    [Fact]
    public async Task Without_a_session_there_is_nothing() =>
        (await product.Client().GetAsync("user/export")).ShouldFail(401, "invalid_token");
}
