using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.ConfirmEmail;

/// <summary>I36, but for what is taken back.</summary>
public sealed class ConfirmEmailTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task The_new_address_signs_in_and_sessions_stay()
    {
        var person = await product.SignedUpAsync();
        var email = AccountSteps.NewAddress();
        (await person.PostAsync("user/email", new { email })).Ok();
        ((int)(await product.ConfirmAsync(await product.Mail.TokenAsync(email, "Confirm your new"))).Status).ShouldBe(204);
        var profile = (await person.GetAsync("user/profile")).Ok();
        profile.GetProperty("email").GetString().ShouldBe(email);
        profile.GetProperty("emailVerified").GetBoolean().ShouldBeTrue();
        (await person.RefreshAsync()).Ok();
        (await product.Client().SignInAsync(email: email)).Ok();
        (await product.Client().SignInAsync(email: person.Email)).ShouldFail(401, "invalid_credentials");
        (await product.AuditAsync(person.UserId)).ShouldContain("email.changed");
        // Nobody proved the address before, so it takes nothing back.
        product.Mail.Find(person.Email, "Another e-mail address").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_is_good_once_for_its_purpose_and_its_time()
    {
        var person = await product.ConfirmedAsync();
        var (confirm, revert) = await product.AskForAsync(person, AccountSteps.NewAddress());
        (await product.ConfirmAsync(revert)).ShouldFail(400, "invalid_token");
        (await product.RevertAsync(confirm)).ShouldFail(400, "invalid_token");
        (await product.Client().PostAsync("auth/verify-email", new { token = confirm })).ShouldFail(400, "invalid_token");
        var looked = await product.Client().GetAsync($"auth/email/confirm?token={confirm}");
        ((int)looked.Status).ShouldBe(405);
        var replies = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => product.ConfirmAsync(confirm)));
        replies.Count(r => (int)r.Status == 204).ShouldBe(1);
        replies.Count(r => r.Code == "invalid_token").ShouldBe(4);

        var late = AccountSteps.NewAddress();
        (await person.PostAsync("user/email", new { email = late })).Ok();
        var token = await product.Mail.TokenAsync(late, "Confirm your new");
        await product.Database.RunAsync($"update email_changes set expires_at = now() where user_id = '{person.UserId}'");
        (await product.ConfirmAsync(token)).ShouldFail(400, "invalid_token");
    }

    [Fact]
    public async Task Of_two_who_want_an_address_one_gets_it()
    {
        var (person, other) = (await product.ConfirmedAsync(), await product.ConfirmedAsync());
        var email = AccountSteps.NewAddress();
        var (mine, _) = await product.AskForAsync(person, email);
        (await other.PostAsync("user/email", new { email })).Ok();
        var theirs = await product.Mail.TokenAsync(email, "Confirm your new", 2);
        var replies = await Task.WhenAll(product.ConfirmAsync(mine), product.ConfirmAsync(theirs));
        replies.Select(r => (int)r.Status).Order().ShouldBe([204, 409]);
        replies.Single(r => !r.Status.Equals(System.Net.HttpStatusCode.NoContent)).ShouldFail(409, "user_exists");

        var wanted = AccountSteps.NewAddress();
        (await person.PostAsync("user/email", new { email = wanted })).Ok();
        var late = await product.Mail.TokenAsync(wanted, "Confirm your new");
        await product.Client().SignUpAsync(email: wanted);
        (await product.ConfirmAsync(late)).ShouldFail(409, "user_exists");
    }

    [Fact]
    public async Task A_reset_password_ends_what_was_asked_for_and_the_new_address_what_went_to_the_old_one()
    {
        var person = await product.ConfirmedAsync();
        var (pending, _) = await product.AskForAsync(person, AccountSteps.NewAddress());
        (await person.PostAsync("auth/forgot-password", new { email = person.Email })).Ok();
        var reset = await product.Mail.TokenAsync(person.Email, "Set a new password");
        (await person.PostAsync("auth/reset-password", new { token = reset, newPassword = "SecurePass456!" })).Ok();
        (await product.ConfirmAsync(pending)).ShouldFail(400, "invalid_token");

        (await person.SignInAsync("SecurePass456!")).Ok();
        (await person.PostAsync("auth/forgot-password", new { email = person.Email })).Ok();
        var stale = await product.Mail.TokenAsync(person.Email, "Set a new password", 2);
        var (confirm, _) = await product.AskForAsync(person, AccountSteps.NewAddress());
        (await product.ConfirmAsync(confirm)).Ok();
        (await person.PostAsync("auth/reset-password", new { token = stale, newPassword = "SecurePass789!" })).ShouldFail(
            400,
            "invalid_token"
        );
    }
}
