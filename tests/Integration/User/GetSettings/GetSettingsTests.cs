using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.User.GetSettings;

public sealed class GetSettingsTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_new_user_has_the_defaults()
    {
        var settings = (await (await product.SignedUpAsync()).GetAsync("user/settings")).Ok();
        settings
            .GetRawText()
            .ShouldBe(
                """{"emailNotifications":true,"weeklyReport":false,"invoiceNotifications":true,"expenseAlerts":true,"locale":"en-IN"}"""
            );
    }

    [Fact]
    public async Task Nobody_has_none() => (await product.Client().GetAsync("user/settings")).ShouldFail(401, "invalid_token");
}
