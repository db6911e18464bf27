using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.RevertEmail;

/// <summary>I36: the old address wins for three days.</summary>
public sealed class RevertEmailTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task The_old_address_is_back_and_who_changed_it_is_out()
    {
        var person = await product.ConfirmedAsync();
        var email = AccountSteps.NewAddress();
        var (confirm, revert) = await product.AskForAsync(person, email);
        (await product.ConfirmAsync(confirm)).Ok();
        (await person.DeleteAsync("user/account", new { password = Client.Password })).Ok();
        ((int)(await product.RevertAsync(revert)).Status).ShouldBe(204);
        (await person.GetAsync("user/profile")).ShouldFail(401, "invalid_token");
        (await person.RefreshAsync()).ShouldFail(401, "invalid_token");
        await product.Mail.WaitAsync(email, "not your account's any more");
        var token = await product.Mail.TokenAsync(person.Email, "Set a new password");
        (await person.PostAsync("auth/reset-password", new { token, newPassword = "SecurePass456!" })).Ok();
        (await person.SignInAsync("SecurePass456!")).Ok();
        (await person.GetAsync("user/profile"))["emailVerified"].GetBoolean().ShouldBeTrue();
        (await product.Database.ScalarAsync<bool>("select erase_at is null from users where user_id = $1", person.UserId)).ShouldBeTrue();
        (await product.AuditAsync(person.UserId)).ShouldContain("email.reverted");
        (await product.RevertAsync(revert)).ShouldFail(400, "invalid_token");
    }

    [Fact]
    public async Task It_takes_later_changes_back_with_it()
    {
        var person = await product.ConfirmedAsync();
        var (first, mine) = await product.AskForAsync(person, AccountSteps.NewAddress());
        (await product.ConfirmAsync(first)).Ok();
        var (there, further) = ((await person.GetAsync("user/profile"))["email"].GetString()!, AccountSteps.NewAddress());
        (await person.PostAsync("user/email", new { email = further })).Ok();
        (await product.ConfirmAsync(await product.Mail.TokenAsync(further, "Confirm your new"))).Ok();
        var theirs = await product.Mail.TokenAsync(there, "Another e-mail address");
        (await product.RevertAsync(mine)).Ok();
        (await product.RevertAsync(theirs)).ShouldFail(400, "invalid_token");
        (await product.Client().SignInAsync(email: person.Email)).Ok();
    }

    [Fact]
    public async Task A_request_that_was_replaced_takes_back_what_replaced_it()
    {
        var person = await product.ConfirmedAsync();
        var (_, mine) = await product.AskForAsync(person, AccountSteps.NewAddress());
        var (second, _) = await product.AskForAsync(person, AccountSteps.NewAddress());
        (await product.ConfirmAsync(second)).Ok();
        (await product.RevertAsync(mine)).Ok();
        (await product.Client().SignInAsync(email: person.Email)).Ok();
    }

    [Fact]
    public async Task What_is_pending_ends_with_it()
    {
        var person = await product.ConfirmedAsync();
        var (confirm, revert) = await product.AskForAsync(person, AccountSteps.NewAddress());
        (await product.RevertAsync(revert)).Ok();
        (await product.ConfirmAsync(confirm)).ShouldFail(400, "invalid_token");
        (await person.GetAsync("user/profile")).ShouldFail(401, "invalid_token");
    }

    [Fact]
    public async Task For_three_days_nobody_else_gets_the_address_that_was_left()
    {
        var (person, other) = (await product.ConfirmedAsync(), await product.ConfirmedAsync());
        var (confirm, revert) = await product.AskForAsync(person, AccountSteps.NewAddress());
        (await product.ConfirmAsync(confirm)).Ok();
        var taken = await product
            .Client()
            .PostAsync(
                "auth/signup",
                new
                {
                    email = person.Email,
                    password = Client.Password,
                    deviceId = "a",
                }
            );
        taken.ShouldFail(409, "user_exists");
        (await other.PostAsync("user/email", new { email = person.Email })).Ok();
        var theirs = await product.Mail.TokenAsync(person.Email, "Confirm your new");
        (await product.ConfirmAsync(theirs)).ShouldFail(409, "user_exists");

        await product.Database.RunAsync(
            $"update email_changes set created_at = now() - interval '5 days', confirmed_at = now() - interval '73 hours' where user_id = '{person.UserId}'"
        );
        (await product.RevertAsync(revert)).ShouldFail(400, "invalid_token");
        (await product.ConfirmAsync(theirs)).Ok();
    }
}
