using Npgsql;
using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Ledger.Verification;
using Rupaya.Infrastructure.Recovery;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Recovery;

/// <summary>What <c>rupaya verify</c> accepts after a restore: exactly the numbers that it left out, in a book that goes on after two of them.</summary>
public sealed class GapCheckTests(Product product) : IClassFixture<Product>
{
    [Theory]
    [InlineData("update book_gaps set before_seq = before_seq - 1")]
    [InlineData("update book_gaps set after_seq = after_seq - 1")]
    [InlineData("delete from book_gaps where before_seq = (select max(before_seq) from book_gaps)")]
    [InlineData("update changes set seq = seq - 2 where seq = (select max(seq) from changes)")]
    [InlineData("delete from changes where seq = 3")]
    [InlineData("update books set seq = seq + 1")]
    public async Task Everything_else_is_a_difference(string damage)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync(opening: 100);
        await RestoreAsync(client);
        (await client.ExpenseAsync(account, 1)).Ok();
        await RestoreAsync(client);
        (await client.ExpenseAsync(account, 1)).Ok();
        await product.ShouldBeConsistentAsync();

        await using var connection = await product.Database.Owner.OpenConnectionAsync();
        await using var damaged = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand(damage, connection))
        {
            (await command.ExecuteNonQueryAsync()).ShouldNotBe(0);
        }
        var found = await LedgerVerifier.VerifyAsync(connection, bookId: null, done: null, CancellationToken.None);
        found.Select(d => d.Check).ShouldContain("changes without gaps");
        await damaged.RollbackAsync();
    }

    // The product goes on meanwhile: a restore locks each book like any other writer.
    private async Task RestoreAsync(Client client)
    {
        var order = new RestoreOrder(TimeProvider.System.GetUtcNow(), "a test", "a test", KeepsSessions: true, Reapplies: false, [], []);
        var report = await new Restoration(product.Database.Owner, new SecurityOptions(), TimeProvider.System).RunAsync(
            order,
            CancellationToken.None
        );
        report.Books.ShouldBeGreaterThan(0);
        report.Sessions.ShouldBe(0);
        // Without sessions' end their tokens are void all the same: the key that signed them is.
        await product.Host.Get<SigningKeyRing>().RefreshAsync(CancellationToken.None);
        (await client.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await client.RefreshAsync()).Ok();
    }
}
