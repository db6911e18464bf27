using Npgsql;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Ledger;

public sealed class BookDoorTests(Product product) : IClassFixture<Product>
{
    private async Task<(NpgsqlConnection Connection, NpgsqlTransaction Hold)> HoldHeadAsync(Client client)
    {
        var connection = await product.Database.Owner.OpenConnectionAsync();
        var hold = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(
            "update books set seq = seq where book_id = (select default_book_id from users where user_id = $1)",
            connection
        );
        command.Parameters.Add(new NpgsqlParameter { Value = client.UserId });
        await command.ExecuteNonQueryAsync();
        return (connection, hold);
    }

    private Task WaitersAsync() =>
        Wait.UntilAsync(async () =>
            await product.Database.ScalarAsync<long>(
                "select count(*) from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()"
            ) > 0
        );

    [Theory]
    [InlineData("update book_members set role = 'viewer' where user_id = '{0}'", 403, "forbidden")]
    [InlineData("delete from book_members where user_id = '{0}'", 404, "not_found")]
    [InlineData("update sessions set revoked_at = now() where user_id = '{0}'", 401, "invalid_token")]
    public async Task A_member_who_loses_the_right_while_the_write_waits_does_not_write(string sql, int status, string code)
    {
        var client = await product.SignedUpAsync();
        var account = await client.OpenAccountAsync();
        var (connection, hold) = await HoldHeadAsync(client);
        var write = client.IncomeAsync(account, 1);
        await WaitersAsync();
        await product.Database.RunAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, client.UserId));
        await hold.CommitAsync();
        await connection.DisposeAsync();
        (await write).ShouldFail(status, code);
        (await product.Database.ScalarAsync<decimal>("select current_balance from accounts where account_id = $1", account)).ShouldBe(0);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task A_viewer_reads_and_does_not_write()
    {
        var (owner, guest) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var account = await owner.OpenAccountAsync();
        var book = await product.Database.ScalarAsync<Guid>("select default_book_id from users where user_id = $1", owner.UserId);
        await product.Database.RunAsync($"insert into book_members values ('{book}', '{guest.UserId}', 'viewer', now())");
        guest.BookId = book.ToString();
        (await guest.GetAsync("accounts")).Ok().GetArrayLength().ShouldBe(1);
        (await guest.IncomeAsync(account, 1)).ShouldFail(403, "forbidden");
        (await guest.UploadAsync(account, Imports.StatementFile.Small)).ShouldFail(403, "forbidden");
    }

    [Fact]
    public async Task A_write_that_waits_too_long_for_a_busy_book_gets_503_with_retry_after()
    {
        await using var host = await TestHost.StartAsync(
            "serve",
            product.Database.App,
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["Database:LockTimeoutMs"] = "300" }
        );
        var client = await host.Client().SignUpAsync();
        var account = await client.OpenAccountAsync();
        var (connection, hold) = await HoldHeadAsync(client);
        var refused = await client.IncomeAsync(account, 1);
        refused.ShouldFail(503, "book_busy");
        refused.Headers.RetryAfter.ShouldNotBeNull();
        await hold.RollbackAsync();
        await connection.DisposeAsync();
        (await client.IncomeAsync(account, 1)).Ok();
    }

    [Fact]
    public async Task A_busy_book_does_not_take_the_connections_from_the_others()
    {
        var (busy, calm) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var (stuck, free) = (await busy.OpenAccountAsync(), await calm.OpenAccountAsync());
        var (connection, hold) = await HoldHeadAsync(busy);
        var waiting = Enumerable.Range(0, 60).Select(_ => busy.IncomeAsync(stuck, 1)).ToList();
        await WaitersAsync();
        (await calm.IncomeAsync(free, 1)).Ok();
        (await calm.BalanceAsync(free)).ShouldBe(1);
        await hold.CommitAsync();
        await connection.DisposeAsync();
        var replies = await Task.WhenAll(waiting);
        (await busy.BalanceAsync(stuck)).ShouldBe(replies.Count(r => (int)r.Status == 201));
        replies.ShouldAllBe(r => (int)r.Status == 201 || r.Code == "book_busy");
    }

    [Fact]
    public async Task Sixteen_clients_writing_into_one_book_leave_no_gap_and_no_wrong_balance()
    {
        var client = await product.SignedUpAsync();
        var accounts = new[] { await client.OpenAccountAsync(opening: 100), await client.OpenAccountAsync("cash", 100) };
        await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(async worker =>
                {
                    for (var i = 0; i < 12; i++)
                    {
                        var reply = await client.ExpenseAsync(accounts[(worker + i) % 2], 1 + (i % 3));
                        ((int)reply.Status).ShouldBeOneOf(201, 400);
                        if ((int)reply.Status == 201 && i % 4 == 0)
                        {
                            var path = $"transactions/{reply["transactionId"].GetGuid()}";
                            (await client.PutAsync(path, new { accountId = accounts[worker % 2], amount = 1 })).Status.ShouldNotBe(
                                System.Net.HttpStatusCode.InternalServerError
                            );
                        }
                    }
                })
        );
        await product.ShouldBeConsistentAsync();
        (await client.BalanceAsync(accounts[1])).ShouldBeGreaterThanOrEqualTo(0);
    }
}
