using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.ChangePassword;

public sealed class ChangePasswordTests(Product product) : IClassFixture<Product>
{
    private static Task<Reply> ChangeAsync(Client client, string currentPassword, string newPassword = "SecurePass456!") =>
        client.PostAsync("auth/change-password", new { currentPassword, newPassword });

    [Fact]
    public async Task Other_sessions_end_and_this_one_goes_on()
    {
        var phone = await product.SignedUpAsync();
        var laptop = phone.Another("laptop");
        (await laptop.SignInAsync()).Ok();
        ((int)(await ChangeAsync(phone, Client.Password)).Status).ShouldBe(204);
        (await phone.GetAsync("accounts")).Ok();
        (await laptop.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await laptop.SignInAsync("SecurePass456!")).Ok();
    }

    [Fact]
    public async Task A_wrong_current_password_changes_nothing_and_cannot_be_guessed()
    {
        var person = await product.SignedUpAsync();
        for (var i = 0; i < 5; i++)
        {
            (await ChangeAsync(person, "WrongPass123!")).ShouldFail(403, "wrong_password");
        }
        (await ChangeAsync(person, Client.Password)).ShouldFail(423, "account_locked");
        (await person.GetAsync("accounts")).Ok();
    }

    [Fact]
    public async Task Guesses_that_come_together_with_the_right_one_do_not_let_it_through()
    {
        var person = await product.SignedUpAsync();
        var guesses = Enumerable.Range(0, 20).Select(_ => ChangeAsync(person, "WrongPass123!")).ToList();
        (await Task.WhenAll(guesses)).Count(r => r.Code == "wrong_password").ShouldBe(5);
        (await ChangeAsync(person, Client.Password)).ShouldFail(423, "account_locked");
    }

    [Fact]
    public async Task The_right_password_forgets_earlier_slips()
    {
        var person = await product.SignedUpAsync();
        for (var i = 0; i < 3; i++)
        {
            for (var slip = 0; slip < 4; slip++)
            {
                (await ChangeAsync(person, "WrongPass123!")).ShouldFail(403, "wrong_password");
            }
            (await ChangeAsync(person, Client.Password, Client.Password)).Ok();
        }
    }

    [Fact]
    public async Task A_link_to_reset_it_from_before_is_void()
    {
        var person = await product.SignedUpAsync();
        (await person.PostAsync("auth/forgot-password", new { email = person.Email })).Ok();
        var token = await product.Mail.TokenAsync(person.Email, "Set a new password");
        (await ChangeAsync(person, Client.Password)).Ok();
        (await person.PostAsync("auth/reset-password", new { token, newPassword = "SecurePass789!" })).ShouldFail(400, "invalid_token");
    }

    [Fact]
    public async Task Of_two_changes_at_once_one_wins()
    {
        var person = await product.SignedUpAsync();
        var replies = await Task.WhenAll(
            ChangeAsync(person, Client.Password, "SecurePass456!"),
            ChangeAsync(person, Client.Password, "SecurePass789!")
        );
        replies.Count(r => (int)r.Status == 204).ShouldBe(1);
    }

    [Fact]
    public async Task A_weak_new_password_is_named() =>
        (await ChangeAsync(await product.SignedUpAsync(), Client.Password, "weak")).Fields.ShouldBe(["newPassword"]);
}
