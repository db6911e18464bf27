using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.User.ChangeEmail;

public sealed class ChangeEmailTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Both_addresses_are_told_and_nothing_changes_yet()
    {
        var person = await product.ConfirmedAsync();
        var email = AccountSteps.NewAddress();
        var reply = await person.PostAsync("user/email", new { email });
        ((int)reply.Status).ShouldBe(202);
        (await product.Mail.WaitAsync(email, "Confirm your new")).ShouldContain("/confirm-email#token=");
        (await product.Mail.WaitAsync(person.Email, "Another e-mail address")).ShouldContain("/revert-email#token=");
        (await person.GetAsync("user/profile"))["email"].GetString().ShouldBe(person.Email);
        (await product.AuditAsync(person.UserId))[^1].ShouldBe("email.change_asked");
    }

    [Fact]
    public async Task A_taken_address_is_told_so_and_the_answer_is_the_same()
    {
        var (person, other) = (await product.ConfirmedAsync(), await product.SignedUpAsync());
        var reply = await person.PostAsync("user/email", new { email = other.Email });
        ((int)reply.Status).ShouldBe(202);
        reply.Body.EnumerateObject().Select(m => m.Name).ShouldBe(["expiresAt"]);
        var mail = await product.Mail.WaitAsync(other.Email, "You have an account already");
        mail.ShouldNotContain("Token:");
        await product.Mail.WaitAsync(person.Email, "Another e-mail address");
        product.Mail.Find(other.Email, "Confirm your new").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_last_request_wins()
    {
        var person = await product.ConfirmedAsync();
        var (first, _) = await product.AskForAsync(person, AccountSteps.NewAddress());
        var wanted = AccountSteps.NewAddress();
        var (second, _) = await product.AskForAsync(person, wanted);
        (await product.ConfirmAsync(first)).ShouldFail(400, "invalid_token");
        (await product.ConfirmAsync(second)).Ok();
        (await person.GetAsync("user/profile"))["email"].GetString().ShouldBe(wanted);
    }

    [Fact]
    public async Task It_needs_an_address_and_a_session()
    {
        var person = await product.SignedUpAsync();
        (await person.PostAsync("user/email", new { email = "nobody" })).Fields.ShouldBe(["email"]);
        (await product.Client().PostAsync("user/email", new { email = "a@rupaya.example" })).ShouldFail(401, "invalid_token");
    }

    [Fact]
    public async Task Who_proved_themselves_long_ago_does_it_again()
    {
        var person = await product.SignedUpAsync();
        await product.Database.RunAsync(
            $"update sessions set authenticated_at = now() - interval '601 seconds' where user_id = '{person.UserId}'"
        );
        (await person.PostAsync("user/email", new { email = AccountSteps.NewAddress() })).ShouldFail(403, "step_up_required");
        (await person.PostAsync("auth/step-up", new { password = Client.Password })).Ok();
        (await person.PostAsync("user/email", new { email = AccountSteps.NewAddress() })).Ok();
    }
}
