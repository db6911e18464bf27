using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.ForgotPassword;

public sealed class ForgotPasswordTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Known_or_not_the_answer_is_the_same_and_only_the_known_get_a_mail()
    {
        var person = await product.SignedUpAsync();
        var known = await product.Client().PostAsync("auth/forgot-password", new { email = person.Email.ToUpperInvariant() });
        var unknown = await product.Client().PostAsync("auth/forgot-password", new { email = "nobody@rupaya.example" });
        ((int)known.Status).ShouldBe(202);
        unknown.Text.ShouldBe(known.Text);
        await product.Mail.WaitAsync(person.Email, "Set a new password");
        await Wait.UntilAsync(() => NullLog.IsAsync(product.Database));
        product.Mail.Find("nobody@rupaya.example", "").ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_requests_do_not_become_many_mails()
    {
        var person = await product.SignedUpAsync();
        for (var i = 0; i < 12; i++)
        {
            (await person.PostAsync("auth/forgot-password", new { email = person.Email })).Ok();
        }
        await Wait.UntilAsync(() => NullLog.IsAsync(product.Database));
        product.Mail.Find(person.Email, "Set a new password").Count.ShouldBe(5);
    }

    [Fact]
    public async Task Messages_carry_ids_only()
    {
        await using var database = await TestDatabase.CreateAsync();
        var paused = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Messaging:Dispatch"] = "false" };
        await using var api = await TestHost.StartAsync("serve", database.App, paused);
        var person = await api.Client().SignUpAsync();
        (await person.PostAsync("auth/forgot-password", new { email = person.Email })).Ok();
        var outbox = await database.ScalarAsync<string>("select string_agg(body, '') from outbox");
        outbox.ShouldContain("account.reset_password");
        outbox.ShouldNotContain(person.Email);
    }

    [Fact]
    public async Task What_is_no_address_is_named() =>
        (await product.Client().PostAsync("auth/forgot-password", new { email = "nobody" })).Fields.ShouldBe(["email"]);
}
