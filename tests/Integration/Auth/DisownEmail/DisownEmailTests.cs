using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.DisownEmail;

public sealed class DisownEmailTests(Product product) : IClassFixture<Product>
{
    private Task<Reply> DisownAsync(string token) => product.Client().PostAsync("auth/verify-email/disown", new { token });

    private Task<string> TokenAsync(Client person) => product.Mail.DisownTokenAsync(person.Email);

    [Fact]
    public async Task An_account_that_nobody_confirmed_goes_at_once_with_its_books()
    {
        var stranger = await product.SignedUpAsync();
        var book = await stranger.DefaultBookAsync();
        await stranger.OpenAccountAsync(opening: 10);
        ((int)(await DisownAsync(await TokenAsync(stranger))).Status).ShouldBe(204);
        (await stranger.GetAsync("user/profile")).ShouldFail(401, "invalid_token");
        (await stranger.SignInAsync()).ShouldFail(401, "invalid_credentials");
        (await product.Database.ScalarAsync<long>("select count(*) from books where book_id = $1", book)).ShouldBe(0);
        (await product.AuditAsync(stranger.UserId))[^2..].ShouldBe(["account.disowned", "account.erased"]);
        // The address is free for whose it is.
        await product.Client().SignUpAsync(email: stranger.Email);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task A_confirmed_account_stays_and_so_does_one_whose_token_is_wrong()
    {
        var person = await product.SignedUpAsync();
        var disown = await TokenAsync(person);
        var confirm = await product.Mail.TokenAsync(person.Email, "Confirm your e-mail");
        (await DisownAsync(confirm)).ShouldFail(400, "invalid_token");
        (await person.PostAsync("auth/verify-email", new { token = disown })).ShouldFail(400, "invalid_token");
        (await person.PostAsync("auth/verify-email", new { token = confirm })).Ok();
        (await DisownAsync(disown)).ShouldFail(400, "invalid_token");
        (await person.GetAsync("user/profile")).Ok();
    }

    [Fact]
    public async Task A_shared_book_goes_on_without_them()
    {
        var stranger = await product.SignedUpAsync();
        var member = await product.MemberAsync(stranger, "editor");
        (await DisownAsync(await TokenAsync(stranger))).Ok();
        (await member.GetAsync($"books/{member.BookId}/members")).Ok()[0].GetProperty("role").GetString().ShouldBe("owner");
    }
}
