using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Accounts.ListAccounts;

public sealed class ListAccountsTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Own_accounts_are_listed_and_nobody_elses()
    {
        var (mine, theirs) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var account = await mine.OpenAccountAsync();
        await theirs.OpenAccountAsync();
        var list = (await mine.GetAsync("accounts")).Ok();
        list.GetArrayLength().ShouldBe(1);
        list[0].GetProperty("accountId").GetGuid().ShouldBe(account);
    }

    [Fact]
    public async Task A_foreign_book_is_not_found_even_by_its_id()
    {
        var (mine, theirs) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        mine.BookId = (
            await product.Database.ScalarAsync<Guid>("select default_book_id from users where user_id = $1", theirs.UserId)
        ).ToString();
        (await mine.GetAsync("accounts")).ShouldFail(404, "not_found");
        (await mine.PostAsync("accounts", new { name = "Mole", type = "cash" })).ShouldFail(404, "not_found");
        mine.BookId = "rubbish";
        (await mine.GetAsync("accounts")).ShouldFail(404, "not_found");
    }
}
