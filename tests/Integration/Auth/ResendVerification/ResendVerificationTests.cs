using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.ResendVerification;

public sealed class ResendVerificationTests(Product product) : IClassFixture<Product>
{
    private const string Subject = "Confirm your e-mail";

    [Fact]
    public async Task The_new_mail_makes_the_one_before_void()
    {
        var person = await product.SignedUpAsync();
        var first = await product.Mail.TokenAsync(person.Email, Subject);
        ((int)(await person.PostAsync("auth/verify-email/resend", new { })).Status).ShouldBe(202);
        var second = await product.Mail.TokenAsync(person.Email, Subject, 2);
        (await person.PostAsync("auth/verify-email", new { token = first })).ShouldFail(400, "invalid_token");
        (await person.PostAsync("auth/verify-email", new { token = second })).Ok();
        (await person.PostAsync("auth/verify-email/resend", new { })).ShouldFail(409, "already_verified");
        (await product.AuditAsync(person.UserId)).ShouldContain("email.verification_requested");
    }

    [Fact]
    public async Task Without_a_session_the_answer_tells_nothing()
    {
        var (open, done) = (await product.SignedUpAsync(), await product.ConfirmedAsync());
        await product.Mail.WaitAsync(open.Email, Subject);
        string[] addresses = [open.Email, done.Email, AccountSteps.NewAddress()];
        var replies = new List<Reply>();
        foreach (var email in addresses)
        {
            replies.Add(await product.Client().PostAsync("auth/verify-email/resend", new { email }));
        }
        replies.ShouldAllBe(r => (int)r.Status == 202);
        replies.Select(r => r.Text).Distinct().Count().ShouldBe(1);
        await product.Mail.WaitAsync(open.Email, Subject, 2);
        await Task.Delay(500);
        product.Mail.Find(done.Email, Subject).Count.ShouldBe(1);
        (await product.Client().PostAsync("auth/verify-email/resend", new { })).Fields.ShouldBe(["email"]);
    }

    [Fact]
    public async Task Five_mails_an_hour_and_the_last_of_them_stays_good()
    {
        var person = await product.SignedUpAsync();
        for (var i = 1; i <= 7; i++)
        {
            // A link that is void before its mail is sent gets no mail.
            await product.Mail.WaitAsync(person.Email, Subject, Math.Min(i, 5));
            (await product.Client().PostAsync("auth/verify-email/resend", new { email = person.Email })).Ok();
        }
        var last = await product.Mail.TokenAsync(person.Email, Subject, 5);
        await Task.Delay(500);
        product.Mail.Find(person.Email, Subject).Count.ShouldBe(5);
        (await person.PostAsync("auth/verify-email", new { token = last })).Ok();
    }
}
