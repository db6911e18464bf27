using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.User.UpdatePreferences;

public sealed class UpdatePreferencesTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Preferences_are_the_settings()
    {
        var person = await product.SignedUpAsync();
        var changed = (await person.PutAsync("user/preferences", new { invoiceNotifications = false })).Ok();
        changed.GetProperty("invoiceNotifications").GetBoolean().ShouldBeFalse();
        (await person.GetAsync("user/settings")).Text.ShouldBe(changed.GetRawText());
        (await person.PutAsync("user/preferences", new { locale = "?" })).Fields.ShouldBe(["locale"]);
    }
}
