using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Imports.AcceptImportRow;

public sealed class AcceptImportRowTests(Product product) : IClassFixture<Product>
{
    private const string Row = "2026-01-01,-10.00,Dining,Cafe,R1";

    private static Task<Reply> AcceptAsync(Client client, Guid import, int line, params (string, string)[] headers) =>
        client.PostAsync($"imports/{import}/rows/{line}/accept", null, headers);

    [Theory]
    [InlineData(Row, -10)]
    [InlineData("2026-01-01,20.00,Salary,Employer,R1", 20)]
    [InlineData("2026-01-01,-3.00,,Nobody,", -3)]
    public async Task A_deleted_transaction_comes_back_from_its_row_and_later_files_know_it(string row, int effect)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var first = (await client.ImportAsync(account, StatementFile.Of(row))).GetProperty("importId").GetGuid();
        var transaction = (await client.GetAsync("transactions")).Ok()[0];
        (await client.DeleteAsync($"transactions/{transaction.GetProperty("transactionId").GetGuid()}")).Ok();
        var again = await client.ImportAsync(account, StatementFile.Of(row));
        again.GetProperty("counts").GetProperty("duplicates").GetInt32().ShouldBe(1);
        var accepted = (await AcceptAsync(client, again.GetProperty("importId").GetGuid(), 2, ("Idempotency-Key", "a"))).Ok();
        foreach (var same in new[] { "amount", "flow", "categoryName", "merchant", "transactionDate", "reference" })
        {
            accepted.GetProperty(same).ToString().ShouldBe(transaction.GetProperty(same).ToString());
        }
        (await client.BalanceAsync(account)).ShouldBe(effect);
        // The same request again is the same transaction, and another finds it there.
        (await AcceptAsync(client, again.GetProperty("importId").GetGuid(), 2, ("Idempotency-Key", "a"))).Ok();
        (await AcceptAsync(client, again.GetProperty("importId").GetGuid(), 2)).ShouldFail(409, "already_imported");
        var counts = (await client.GetAsync($"imports/{again.GetProperty("importId").GetGuid()}")).Ok().GetProperty("counts");
        (counts.GetProperty("imported").GetInt32(), counts.GetProperty("duplicates").GetInt32()).ShouldBe((1, 0));
        (await client.ImportAsync(account, StatementFile.Of(row))).GetProperty("counts").GetProperty("duplicates").GetInt32().ShouldBe(1);
        (await client.BalanceAsync(account)).ShouldBe(effect);
        // The row of the first import, whose transaction is gone, can be taken as well: that is for people to decide.
        (await AcceptAsync(client, first, 2)).Ok();
        (await client.BalanceAsync(account)).ShouldBe(2 * effect);
    }

    [Fact]
    public async Task A_row_that_was_held_a_duplicate_is_taken_with_the_category_it_names()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var import = await client.ImportAsync(account, StatementFile.Of(Row, "2026-01-01,-10.00,Bakery,Cafe,R1"));
        var id = import.GetProperty("importId").GetGuid();
        import.GetProperty("counts").GetProperty("duplicates").GetInt32().ShouldBe(1);
        (await AcceptAsync(client, id, 3)).Ok().GetProperty("categoryName").GetString().ShouldBe("Bakery");
        (await client.BalanceAsync(account)).ShouldBe(-20);
        (await client.GetAsync($"imports/{id}/rows?verdict=imported")).Ok().GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task What_cannot_be_taken_says_why()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var import = (await client.ImportAsync(account, StatementFile.Of(Row, "someday,-1,Dining,Cafe,R2", Row)))
            .GetProperty("importId")
            .GetGuid();
        (await AcceptAsync(client, import, 2)).ShouldFail(409, "already_imported");
        (await AcceptAsync(client, import, 3)).ShouldFail(409, "row_rejected");
        (await AcceptAsync(client, import, 9)).ShouldFail(404, "not_found");
        (await AcceptAsync(client, Guid.CreateVersion7(), 2)).ShouldFail(404, "not_found");
        (await client.PutAsync($"accounts/{account}", new { isArchived = true })).Ok();
        (await AcceptAsync(client, import, 4)).ShouldFail(409, "account_archived");
        (await client.BalanceAsync(account)).ShouldBe(-10);
    }
}
