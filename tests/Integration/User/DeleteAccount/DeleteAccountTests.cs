using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.User.DeleteAccount;

/// <summary>What S25 (DataTests) does not ask.</summary>
public sealed class DeleteAccountTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task It_needs_the_password_and_tells_by_mail()
    {
        var person = await product.SignedUpAsync();
        (await person.DeleteAsync("user/account", new { })).Fields.ShouldBe(["password"]);
        (await person.DeleteAsync("user/account", new { password = "WrongPass123!" })).ShouldFail(403, "wrong_password");
        (await person.GetAsync("accounts")).Ok();
        ((int)(await person.DeleteAsync("user/account", new { password = Client.Password })).Status).ShouldBe(202);
        await product.Mail.WaitAsync(person.Email, "will be erased");
        (await product.AuditAsync(person.UserId))[^1].ShouldBe("account.erase_requested");
    }

    [Fact]
    public async Task A_sign_in_that_is_under_way_when_the_time_comes_wins()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var api = await TestHost.StartAsync("serve", database.App);
        var person = await api.Client().SignUpAsync();
        (await person.DeleteAsync("user/account", new { password = Client.Password })).Ok();
        await database.RunAsync("update users set erase_at = now()");
        // The sign-in holds the user's row; the sweep passes over it.
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using var signIn = await connection.BeginTransactionAsync();
        await RunAsync(connection, "select 1 from users for no key update");
        var often = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Housekeeping:Seconds"] = "1" };
        await using var worker = await TestHost.StartAsync("work", database.App, often);
        await Task.Delay(1500);
        await RunAsync(connection, "update users set erase_at = null");
        await signIn.CommitAsync();
        await Task.Delay(1500);
        (await person.SignInAsync()).Ok();
    }

    [Fact]
    public async Task A_large_book_is_erased_and_one_that_cannot_be_does_not_hold_up_the_others()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var api = await TestHost.StartAsync("serve", database.App);
        var (large, stuck, small) = (await api.Client().SignUpAsync(), await api.Client().SignUpAsync(), await api.Client().SignUpAsync());
        var account = await large.OpenAccountAsync();
        var book = await large.DefaultBookAsync();
        await database.RunAsync(
            $"""
            insert into transactions (book_id, transaction_id, account_id, flow, direction, amount, currency, date, tags, status, refunded_amount, version, created_at, updated_at)
            select '{book}', gen_random_uuid(), '{account}', 'income', 'in', 1, 'INR', '2026-11-01', array[]::text[], 'cleared', 0, 1, now(), now()
              from generate_series(1, 20000);
            insert into entries (book_id, seq, line, transaction_id, account_id, category_id, date, currency, flow, sign, amount)
            select book_id, 1000 + row_number() over (), 0, transaction_id, account_id, '00000000-0000-0000-0000-000000000000', date, currency, flow, 1, amount
              from transactions where book_id = '{book}';
            """
        );
        // Something that the erasure does not know still points at this book.
        var held = await stuck.DefaultBookAsync();
        await database.RunAsync(
            $"create table later (book_id uuid references books); insert into later values ('{held}'); update users set erase_at = now()"
        );
        var often = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Housekeeping:Seconds"] = "1" };
        await using var worker = await TestHost.StartAsync("work", database.App, often);
        await Wait.UntilAsync(async () =>
            await database.ScalarAsync<long>("select count(*) from users where user_id in ($1, $2)", large.UserId, small.UserId) == 0
        );
        (await database.ScalarAsync<long>("select count(*) from users where user_id = $1", stuck.UserId)).ShouldBe(1);
        (await database.ScalarAsync<long>("select count(*) from entries where book_id = $1", book)).ShouldBe(0);
    }

    private static async Task RunAsync(Npgsql.NpgsqlConnection connection, string sql)
    {
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
