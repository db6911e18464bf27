using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.User.UpdateSettings;

public sealed class UpdateSettingsTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task What_is_given_changes_and_the_rest_stays()
    {
        var person = await product.SignedUpAsync();
        var changed = (await person.PutAsync("user/settings", new { weeklyReport = true, locale = "de-CH" })).Ok();
        changed.GetProperty("weeklyReport").GetBoolean().ShouldBeTrue();
        changed.GetProperty("locale").GetString().ShouldBe("de-CH");
        changed.GetProperty("emailNotifications").GetBoolean().ShouldBeTrue();
        (await person.GetAsync("user/settings")).Text.ShouldBe(changed.GetRawText());
    }

    [Fact]
    public async Task They_gate_the_mail_about_a_new_device_and_never_the_notice_in_the_app()
    {
        var person = await product.SignedUpAsync();
        (await person.PutAsync("user/settings", new { emailNotifications = false })).Ok();
        (await person.Another("new").SignInAsync()).Ok();
        var notices = await Wait.ForAsync(async () => (await person.GetAsync("notifications")).Ok(), n => n.GetArrayLength() > 0);
        notices[0].GetProperty("kind").GetString().ShouldBe("account.new_device");
        await Wait.UntilAsync(() => NullLog.IsAsync(product.Database));
        product.Mail.Find(person.Email, "New sign-in").ShouldBeEmpty();
    }

    [Fact]
    public async Task They_gate_the_alerts_of_budgets()
    {
        var (quiet, loud) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        (await quiet.PutAsync("user/settings", new { expenseAlerts = false })).Ok();
        foreach (var person in new[] { quiet, loud })
        {
            var (account, dining) = (await person.OpenAccountAsync(), await person.CategoryAsync("Dining"));
            (
                await person.PostAsync(
                    "budgets",
                    new
                    {
                        categoryId = dining,
                        amount = 10,
                        period = "month",
                    }
                )
            ).Ok();
            (await person.ExpenseAsync(account, 10, dining)).Ok();
        }
        await Wait.ForAsync(async () => (await loud.GetAsync("notifications")).Ok(), n => n.GetArrayLength() > 0);
        await Wait.UntilAsync(() => NullLog.IsAsync(product.Database));
        (await quiet.GetAsync("notifications")).Ok().GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"locale":"xx-nonsense-zz"}""", "locale")]
    [InlineData("""{"locale":""}""", "locale")]
    [InlineData("""{"weeklyReport":"yes"}""", "weeklyReport")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        var person = await product.SignedUpAsync();
        var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        (await person.SendAsync(HttpMethod.Put, "user/settings", content, [])).Fields.ShouldBe([field]);
    }
}
