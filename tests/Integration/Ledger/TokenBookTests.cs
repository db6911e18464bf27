using System.Text;
using System.Text.Json;
using Npgsql;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Ledger;

/// <summary>The token says which book a request acts on, so that it is known before the first statement; the database says whether that is so.</summary>
public sealed class TokenBookTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Every_token_says_the_default_book()
    {
        var client = await product.SignedUpAsync();
        var book = await client.DefaultBookAsync();
        BookOf(client).ShouldBe(book);
        (await client.SignInAsync()).Ok();
        BookOf(client).ShouldBe(book);
        var other = await AnotherBookAsync(client);
        await MakeDefaultAsync(client, other);
        (await client.RefreshAsync()).Ok();
        BookOf(client).ShouldBe(other);
    }

    [Fact]
    public async Task Another_default_book_counts_at_once_although_the_token_says_the_old_one()
    {
        var client = await product.SignedUpAsync();
        var (old, account) = (await client.DefaultBookAsync(), await client.OpenAccountAsync(opening: 10));
        var spent = (await client.ExpenseAsync(account, 1)).Ok().GetProperty("transactionId").GetGuid();
        await MakeDefaultAsync(client, await AnotherBookAsync(client));

        (await client.GetAsync("accounts")).Ok().GetArrayLength().ShouldBe(0);
        (await client.GetAsync($"transactions/{spent}")).ShouldFail(404, "not_found");
        (await client.GetAsync("analytics/dashboard?period=month")).Ok().GetProperty("expenses").GetDecimal().ShouldBe(0);
        (await client.ExpenseAsync(account, 1)).ShouldFail(404, "not_found");
        var moved = await client.OpenAccountAsync();
        (await client.IncomeAsync(moved, 5)).Ok();

        client.BookId = old.ToString();
        (await client.GetAsync($"transactions/{spent}")).Ok();
        (await client.GetAsync("accounts")).Ok().GetArrayLength().ShouldBe(1);
        (await client.BalanceAsync(account)).ShouldBe(9);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task Who_had_no_book_when_the_token_was_issued_gets_theirs_when_there_is_one()
    {
        var client = await product.SignedUpAsync();
        var book = await client.DefaultBookAsync();
        await product.Database.RunAsync($"update users set default_book_id = null where user_id = '{client.UserId}'");
        (await client.SignInAsync()).Ok();
        BookOf(client).ShouldBeNull();
        (await client.GetAsync("accounts")).ShouldFail(404, "not_found");
        (await client.GetAsync($"transactions/{Guid.CreateVersion7()}")).ShouldFail(404, "not_found");
        (await client.PostAsync("accounts", new { name = "Mine", type = "cash" })).ShouldFail(404, "not_found");
        await MakeDefaultAsync(client, book);
        var account = await client.OpenAccountAsync();
        var earned = (await client.IncomeAsync(account, 1)).Ok().GetProperty("transactionId").GetGuid();
        (await client.GetAsync($"transactions/{earned}")).Ok();
    }

    [Fact]
    public async Task A_write_that_waits_while_the_default_book_changes_goes_into_the_new_one()
    {
        var client = await product.SignedUpAsync();
        var (old, other) = (await client.DefaultBookAsync(), await AnotherBookAsync(client));
        await using var connection = await product.Database.Owner.OpenConnectionAsync();
        await using var hold = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"update books set seq = seq where book_id = '{old}'", connection);
        await command.ExecuteNonQueryAsync();
        var write = client.PostAsync("accounts", new { name = "Mine", type = "cash" });
        await Wait.UntilAsync(async () =>
            await product.Database.ScalarAsync<long>(
                "select count(*) from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()"
            ) > 0
        );
        await MakeDefaultAsync(client, other);
        await hold.CommitAsync();
        var account = (await write).Ok().GetProperty("accountId").GetGuid();
        (await product.Database.ScalarAsync<Guid>("select book_id from accounts where account_id = $1", account)).ShouldBe(other);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task A_request_that_comes_again_is_replayed_whatever_the_token_says_by_then()
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var body = new
        {
            accountId = account,
            amount = 5,
            type = "income",
        };
        var first = await client.PostAsync("transactions", body, ("Idempotency-Key", "once"));
        first.Ok();
        (await client.RefreshAsync()).Ok();
        var again = await client.PostAsync("transactions", body, ("Idempotency-Key", "once"));
        again.Text.ShouldBe(first.Text);
        await MakeDefaultAsync(client, await AnotherBookAsync(client));
        (await client.RefreshAsync()).Ok();
        // The stored answer is of the book that it was written to.
        (await client.PostAsync("transactions", body, ("Idempotency-Key", "once"))).Text.ShouldBe(first.Text);
    }

    private static Guid? BookOf(Client client)
    {
        var payload = client.Token!.Split('.')[1].Replace('-', '+').Replace('_', '/');
        var claims = JsonElement.Parse(
            Encoding.UTF8.GetString(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '=')))
        );
        return claims.TryGetProperty("book", out var book) ? book.GetGuid() : null;
    }

    private static async Task<Guid> AnotherBookAsync(Client client) =>
        (await client.PostAsync("books", new { name = "Another" })).Ok().GetProperty("bookId").GetGuid();

    private Task<int> MakeDefaultAsync(Client client, Guid book) =>
        product.Database.RunAsync($"update users set default_book_id = '{book}' where user_id = '{client.UserId}'");
}
