using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Transactions.TransactionHistory;

public sealed class TransactionHistoryTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Every_change_is_there_with_who_made_it_and_what_was_before()
    {
        var client = await product.SignedUpAsync();
        var member = await product.MemberAsync(client, "editor");
        var account = await client.OpenAccountAsync(opening: 100);
        var dining = await client.CategoryAsync("Dining");
        var id = (await client.ExpenseAsync(account, 10, dining)).Ok().GetProperty("transactionId").GetGuid();
        // Other changes in between, and one that a merge makes for many at once.
        (await client.ExpenseAsync(account, 1)).Ok();
        (await member.PutAsync($"transactions/{id}", new { amount = 20, tags = new[] { "x" } })).Ok();
        (await client.DeleteAsync($"categories/{dining}?moveTo={await client.CategoryAsync("Travel")}")).Ok();
        (await client.DeleteAsync($"transactions/{id}")).Ok();

        var history = (await client.GetAsync($"transactions/{id}/history")).Ok().EnumerateArray().ToList();
        history.ConvertAll(h => h.GetProperty("op").GetString()).ShouldBe(["create", "update", "update", "delete"]);
        history.ConvertAll(h => h.GetProperty("by").GetGuid()).ShouldBe([client.UserId, member.UserId, client.UserId, client.UserId]);
        history[0].GetProperty("before").ValueKind.ShouldBe(JsonValueKind.Null);
        history[1].GetProperty("before").GetProperty("amount").GetDecimal().ShouldBe(10);
        history[1].GetProperty("before").GetProperty("version").GetInt64().ShouldBe(history[0].GetProperty("seq").GetInt64());
        history[2].GetProperty("before").GetProperty("tags")[0].GetString().ShouldBe("x");
        history[2].GetProperty("before").GetProperty("categoryId").GetGuid().ShouldBe(dining);
        history[3].GetProperty("before").GetProperty("categoryId").GetGuid().ShouldNotBe(dining);
        history.ConvertAll(h => h.GetProperty("seq").GetInt64()).ShouldBeInOrder();
    }

    [Fact]
    public async Task Unknown_and_foreign_transactions_get_the_same_404()
    {
        var (client, stranger) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var id = (await client.IncomeAsync(await client.OpenAccountAsync(), 1)).Ok().GetProperty("transactionId").GetGuid();
        (await stranger.GetAsync($"transactions/{id}/history")).ShouldFail(404, "not_found");
        (await client.GetAsync($"transactions/{Guid.CreateVersion7()}/history")).ShouldFail(404, "not_found");
    }
}
