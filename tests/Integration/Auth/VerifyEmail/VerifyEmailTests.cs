using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.VerifyEmail;

public sealed class VerifyEmailTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task The_token_from_the_mail_confirms_the_address_once()
    {
        var person = await product.SignedUpAsync();
        var mail = await product.Mail.WaitAsync(person.Email, "Confirm");
        mail.ShouldContain("#token=");
        mail.ShouldContain("Auto-Submitted: auto-generated", Case.Insensitive);
        var token = await product.Mail.TokenAsync(person.Email, "Confirm");
        ((int)(await product.Client().PostAsync("auth/verify-email", new { token })).Status).ShouldBe(204);
        (await person.GetAsync("user/profile")).Ok().GetProperty("emailVerified").GetBoolean().ShouldBeTrue();
        (await product.Client().PostAsync("auth/verify-email", new { token })).ShouldFail(400, "invalid_token");
    }

    [Fact]
    public async Task A_token_of_another_purpose_an_expired_and_a_made_up_one_are_refused()
    {
        var person = await product.SignedUpAsync();
        var token = await product.Mail.TokenAsync(person.Email, "Confirm");
        (await person.PostAsync("auth/verify-email", new { token = person.RefreshToken })).ShouldFail(400, "invalid_token");
        (await person.PostAsync("auth/verify-email", new { token = "nonsense" })).ShouldFail(400, "invalid_token");
        await product.Database.RunAsync($"update account_tokens set expires_at = now() where user_id = '{person.UserId}'");
        (await person.PostAsync("auth/verify-email", new { token })).ShouldFail(400, "invalid_token");
        (await person.PostAsync("auth/verify-email", new { })).Fields.ShouldBe(["token"]);
    }
}
