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
        (await person.DeleteAsync("user/account", new { password = "WrongPass123!" })).ShouldFail(401, "invalid_credentials");
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

    private static async Task RunAsync(Npgsql.NpgsqlConnection connection, string sql)
    {
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
