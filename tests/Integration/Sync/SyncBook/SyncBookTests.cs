using System.Text.Json;
using Rupaya.Integration.Fixtures;
using Rupaya.Integration.Imports;

namespace Rupaya.Integration.Sync.SyncBook;

[Collection(nameof(SerialCollection))]
public sealed class SyncBookTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_client_that_applies_the_pages_equals_the_server()
    {
        var client = await product.SignedUpAsync();
        var (a, b) = (await client.OpenAccountAsync(opening: 1000), await client.OpenAccountAsync("savings"));
        var phone = new Replica(client);
        (await phone.CatchUpAsync(limit: 7)).ShouldBeGreaterThan(2);
        var dining = await client.CategoryAsync("Dining");
        var ids = new List<Guid>();
        for (var i = 1; i <= 10; i++)
        {
            ids.Add((await client.ExpenseAsync(a, i, dining)).Ok().GetProperty("transactionId").GetGuid());
        }
        await phone.CatchUpAsync(limit: 3);
        (await client.PutAsync($"transactions/{ids[0]}", new { accountId = b, amount = 0.5 })).ShouldFail(400, "insufficient_balance");
        (
            await client.PostAsync(
                "transfers",
                new
                {
                    fromAccountId = a,
                    toAccountId = b,
                    amount = 5,
                }
            )
        ).Ok();
        (await client.PutAsync($"transactions/{ids[0]}", new { accountId = b, amount = 0.5 })).Ok();
        (await client.DeleteAsync($"transactions/{ids[1]}")).Ok();
        (await client.DeleteAsync($"categories/{dining}?moveTo={await client.CategoryAsync("Travel")}")).Ok();
        (await client.PutAsync($"accounts/{b}", new { name = "Rainy days" })).Ok();
        await phone.CatchUpAsync(limit: 4);
        var fresh = new Replica(client);
        await fresh.CatchUpAsync();
        phone.State.ShouldBe(fresh.State);
        phone.Count("transaction").ShouldBe(11);
        phone.Count("category").ShouldBe(18);
        phone.State.ShouldContain($"{(await client.GetAsync($"accounts/{a}")).Text}");
        phone.State.ShouldContain($"{(await client.GetAsync($"accounts/{b}")).Text}");
        // Ids, not names.
        phone.State.ShouldNotContain("accountName");
        (await client.GetAsync($"sync?since={phone.Seq}")).Ok().GetProperty("accounts").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Tombstones_name_kind_id_and_version()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var id = (await client.IncomeAsync(account, 1)).Ok().GetProperty("transactionId").GetGuid();
        var since = (await client.GetAsync("books")).Ok()[0].GetProperty("seq").GetInt64();
        (await client.DeleteAsync($"transactions/{id}")).Ok();
        (await client.DeleteAsync($"accounts/{account}")).Ok();
        var page = (await client.GetAsync($"sync?since={since}")).Ok();
        var deleted = page.GetProperty("deleted").EnumerateArray().ToDictionary(d => d.GetProperty("kind").GetString()!);
        deleted["transaction"].GetProperty("id").GetGuid().ShouldBe(id);
        deleted["transaction"].GetProperty("version").GetInt64().ShouldBe(since + 1);
        deleted["account"].GetProperty("id").GetGuid().ShouldBe(account);
        page.GetProperty("transactions").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Pages_stay_consistent_while_others_write_and_while_a_large_import_commits()
    {
        var client = await product.SignedUpAsync();
        var (account, other) = (await client.OpenAccountAsync(), await client.OpenAccountAsync("cash", 100_000));
        var (file, _, _) = StatementFile.Generate(100_000, 4);
        var import = client.ImportAsync(account, file, 120);
        var phone = new Replica(client);
        using var stop = new CancellationTokenSource();
        var writer = WriteAsync(client, other, stop.Token);
        while (!import.IsCompleted)
        {
            await phone.CatchUpAsync(limit: 5000);
            await Task.Delay(100);
        }
        (await import).GetProperty("status").GetString().ShouldBe("completed");
        await stop.CancelAsync();
        await writer;
        await phone.CatchUpAsync(limit: 5000);
        var fresh = new Replica(client);
        await fresh.CatchUpAsync(limit: 4999);
        (phone.State == fresh.State).ShouldBeTrue("the two have seen different pages and know the same");
        phone
            .Count("transaction")
            .ShouldBe(
                (int)
                    await product.Database.ScalarAsync<long>(
                        "select count(*) from transactions where deleted_seq is null and account_id = any($1)",
                        new[] { account, other }
                    )
            );
    }

    [Theory]
    [InlineData("since=-1", "validation_failed")]
    [InlineData("limit=0", "validation_failed")]
    [InlineData("limit=1000000", "validation_failed")]
    [InlineData("since=rubbish", "validation_failed")]
    [InlineData("since=999999", "unknown_seq")]
    public async Task A_wrong_number_is_refused(string query, string code)
    {
        var client = await product.SignedUpAsync();
        (await client.GetAsync($"sync?{query}")).ShouldFail(400, code);
    }

    private static async Task WriteAsync(Client client, Guid account, CancellationToken stop)
    {
        var ids = new Queue<Guid>();
        while (!stop.IsCancellationRequested)
        {
            var reply = await client.ExpenseAsync(account, 1);
            if ((int)reply.Status == 201)
            {
                ids.Enqueue(reply["transactionId"].GetGuid());
            }
            else
            {
                reply.Code.ShouldBe("book_busy");
            }
            if (ids.Count > 5)
            {
                await client.DeleteAsync($"transactions/{ids.Dequeue()}");
            }
        }
    }
}
