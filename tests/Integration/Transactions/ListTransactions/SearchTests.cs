using System.Text.Json;
using Npgsql;
using Rupaya.Infrastructure.Ledger.Projections;
using Rupaya.Infrastructure.Postgres;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions.ListTransactions;

/// <summary>Words and rare values are found however far the projection of the words lags.</summary>
public sealed class SearchTests
{
    private static Task<Reply> AddAsync(
        Client client,
        Guid account,
        string? description,
        string? merchant,
        string[]? tags = null,
        decimal amount = 1
    ) =>
        client.PostAsync(
            "transactions",
            new
            {
                accountId = account,
                amount,
                type = "expense",
                description,
                merchant,
                tags,
            }
        );

    private static async Task<string[]> FindAsync(Client client, string query) =>
        [
            .. (await client.GetAsync($"transactions?{query}"))
                .Ok()
                .EnumerateArray()
                .Select(t => $"{t.GetProperty("description").GetString()}|{t.GetProperty("merchant").GetString()}")
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Words_are_found_in_description_and_merchant_with_and_without_the_projection(bool projected)
    {
        await using var database = await TestDatabase.CreateAsync();
        // The API alone: nothing projects but this test.
        await using var host = await TestHost.StartAsync("serve", database.App);
        var client = await host.Client().SignUpAsync();
        var book = await client.DefaultBookAsync();
        var account = await client.OpenAccountAsync(opening: 10_000);
        await AddAsync(client, account, "Lunch with Ravi", "Cafe Madras");
        await AddAsync(client, account, "100%_discount \\o/", "Big-Bazaar/Mumbai");
        await AddAsync(client, account, "मसाला चाय", null);
        await AddAsync(client, account, null, "CAFÉ Coffee Day");
        var changed = (await AddAsync(client, account, "Old words", "Nowhere")).Ok().GetProperty("transactionId").GetGuid();
        var gone = (await AddAsync(client, account, "Lunch that never was", null)).Ok().GetProperty("transactionId").GetGuid();
        if (projected)
        {
            await host.Get<SearchProjector>().FoldAsync([book], CancellationToken.None);
            (await database.ScalarAsync<long>("select count(*) from search_documents")).ShouldBe(6);
        }
        (await client.PutAsync($"transactions/{changed}", new { description = "New words" })).Ok();
        (await client.DeleteAsync($"transactions/{gone}")).Ok();

        (await FindAsync(client, "q=lunch")).ShouldBe(["Lunch with Ravi|Cafe Madras"]);
        (await FindAsync(client, "q=madr%20LUNCH")).ShouldBe(["Lunch with Ravi|Cafe Madras"]);
        (await FindAsync(client, "q=adra")).ShouldBe(["Lunch with Ravi|Cafe Madras"]);
        (await FindAsync(client, "q=lunch%20bazaar")).ShouldBeEmpty();
        (await FindAsync(client, "q=-bazaar/mum")).ShouldBe(["100%_discount \\o/|Big-Bazaar/Mumbai"]);
        (await FindAsync(client, "q=%25_d")).ShouldBe(["100%_discount \\o/|Big-Bazaar/Mumbai"]);
        (await FindAsync(client, "q=%5Co")).ShouldBe(["100%_discount \\o/|Big-Bazaar/Mumbai"]);
        (await FindAsync(client, "q=%25")).ShouldBe(["100%_discount \\o/|Big-Bazaar/Mumbai"]);
        (await FindAsync(client, "q=caf%C3%A9")).ShouldBe(["|CAFÉ Coffee Day"]);
        (await FindAsync(client, "q=%E0%A4%9A%E0%A4%BE%E0%A4%AF")).ShouldBe(["मसाला चाय|"]);
        (await FindAsync(client, "q=old")).ShouldBeEmpty();
        (await FindAsync(client, "q=new")).ShouldBe(["New words|Nowhere"]);
        (await FindAsync(client, "q=zz")).ShouldBeEmpty();
        (await FindAsync(client, "q=%20%20")).Length.ShouldBe(5);
        if (projected)
        {
            await host.Get<SearchProjector>().FoldAsync([book], CancellationToken.None);
            (await database.ScalarAsync<long>("select count(*) from search_documents")).ShouldBe(5);
            (await FindAsync(client, "q=new")).ShouldBe(["New words|Nowhere"]);
        }
    }

    [Fact]
    public async Task Rare_values_are_found_beyond_the_newest_rows()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("all", database.App);
        var client = await host.Client().SignUpAsync();
        var account = await client.OpenAccountAsync(opening: 1_000_000);
        await AddAsync(client, account, "needle in the\tvivid\u00a0travel hay", null, ["rare", "a,b"], 777);
        for (var i = 0; i < 4; i++)
        {
            var items = Enumerable
                .Range(0, 1000)
                .Select(n => new
                {
                    accountId = account,
                    amount = 1,
                    type = "expense",
                    description = $"hay {n}",
                    date = "2199-01-01",
                });
            (await client.PostAsync("transactions/bulk?atomic=true", new { items })).Ok();
        }
        string[] needle = ["needle in the\tvivid\u00a0travel hay|"];
        (await FindAsync(client, "q=needle")).ShouldBe(needle);
        (await FindAsync(client, "q=eedl")).ShouldBe(needle);
        (await FindAsync(client, "q=hay%20needle")).ShouldBe(needle);
        (await FindAsync(client, "q=travel%20vivid")).ShouldBe(needle);
        (await client.GetAsync("transactions?q=1%202%203%204%205%206%207%208%209%2010%2011")).ShouldFail(400, "validation_failed");
        (await FindAsync(client, "q=tr")).ShouldBe(needle);
        (await FindAsync(client, "tag=rare")).ShouldBe(needle);
        (await FindAsync(client, "tag=a,b&q=hay")).ShouldBe(needle);
        (await FindAsync(client, "minAmount=2")).ShouldBe(needle);
        (await FindAsync(client, "minAmount=2&maxAmount=776")).ShouldBeEmpty();
        (await FindAsync(client, "q=hay&limit=200")).Length.ShouldBe(200);
        // A walk by cursor through what a word finds, over the edge of the newest rows.
        var (seen, path) = (0, "transactions?q=hay&limit=200");
        while (path is not null)
        {
            var page = await client.GetAsync(path);
            seen += page.Ok().GetArrayLength();
            path = page.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
        }
        seen.ShouldBe(4001);
    }

    [Fact]
    public async Task A_search_that_takes_longer_than_a_second_is_ended()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("serve", database.App);
        var client = await host.Client().SignUpAsync();
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using var hold = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("lock table transactions in access exclusive mode", connection))
        {
            await command.ExecuteNonQueryAsync();
        }
        var start = TimeProvider.System.GetTimestamp();
        (await client.GetAsync("transactions?q=anything")).ShouldFail(503, "search_timeout");
        TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(4));
    }
}
