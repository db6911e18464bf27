using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Books.RemoveMember;

public sealed class RemoveMemberTests(Product product) : IClassFixture<Product>
{
    private static Task<Reply> RemoveAsync(Client client, Guid book, Guid user) => client.DeleteAsync($"books/{book}/members/{user}");

    [Fact]
    public async Task A_removed_member_sees_nothing_any_more_and_what_they_wrote_stays()
    {
        var owner = await product.SignedUpAsync();
        var guest = await product.MemberAsync(owner, "editor");
        var (book, account) = (await owner.DefaultBookAsync(), await owner.OpenAccountAsync());
        (await guest.IncomeAsync(account, 5)).Ok();
        ((int)(await RemoveAsync(owner, book, guest.UserId)).Status).ShouldBe(204);
        (await guest.GetAsync("accounts")).ShouldFail(404, "not_found");
        (await guest.IncomeAsync(account, 5)).ShouldFail(404, "not_found");
        (await owner.BalanceAsync(account)).ShouldBe(5);
        (await RemoveAsync(owner, book, guest.UserId)).ShouldFail(404, "not_found");
    }

    [Fact]
    public async Task Everybody_but_the_owner_leaves_by_themselves()
    {
        var owner = await product.SignedUpAsync();
        var (viewer, editor) = (await product.MemberAsync(owner, "viewer"), await product.MemberAsync(owner, "editor"));
        var book = await owner.DefaultBookAsync();
        (await RemoveAsync(viewer, book, editor.UserId)).ShouldFail(403, "forbidden");
        (await RemoveAsync(viewer, book, viewer.UserId)).Ok();
        (await RemoveAsync(owner, book, owner.UserId)).ShouldFail(409, "owner_must_transfer");
        (await RemoveAsync(await product.SignedUpAsync(), book, editor.UserId)).ShouldFail(404, "not_found");
        (await product.AuditAsync(viewer.UserId)).ShouldContain("book.left");
    }

    [Fact]
    public async Task Who_loses_their_default_book_gets_another_of_theirs()
    {
        var owner = await product.SignedUpAsync();
        var guest = await product.MemberAsync(owner, "editor");
        var (book, own) = (await owner.DefaultBookAsync(), await guest.DefaultBookAsync());
        await product.Database.RunAsync($"update users set default_book_id = '{book}' where user_id = '{guest.UserId}'");
        (await RemoveAsync(owner, book, guest.UserId)).Ok();
        guest.BookId = null;
        (await guest.GetAsync("accounts")).Ok();
        (await guest.DefaultBookAsync()).ShouldBe(own);
    }

    [Fact]
    public async Task A_member_removed_while_their_write_waits_for_the_head_does_not_write()
    {
        var owner = await product.SignedUpAsync();
        var guest = await product.MemberAsync(owner, "editor");
        var (book, account) = (await owner.DefaultBookAsync(), await owner.OpenAccountAsync());
        await using var connection = await product.Database.Owner.OpenConnectionAsync();
        await using var hold = await connection.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand($"update books set seq = seq where book_id = '{book}'", connection);
        await command.ExecuteNonQueryAsync();
        var removal = RemoveAsync(owner, book, guest.UserId);
        await WaitersAsync(1);
        var write = guest.IncomeAsync(account, 1);
        await WaitersAsync(2);
        await hold.CommitAsync();
        ((int)(await removal).Status).ShouldBe(204);
        (await write).ShouldFail(404, "not_found");
        (await owner.BalanceAsync(account)).ShouldBe(0);
        await product.ShouldBeConsistentAsync();
    }

    private Task WaitersAsync(long n) =>
        Wait.UntilAsync(async () =>
            await product.Database.ScalarAsync<long>(
                "select count(*) from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()"
            ) >= n
        );
}
