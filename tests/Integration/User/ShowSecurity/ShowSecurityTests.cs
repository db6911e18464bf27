using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.User.ShowSecurity;

public sealed class ShowSecurityTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task One_page_tells_how_the_account_is_kept()
    {
        var person = await product.ConfirmedAsync();
        (await person.Another("laptop").SignInAsync()).Ok();
        (await person.Another("laptop").SignInAsync("WrongPass123!")).ShouldFail(401, "invalid_credentials");
        var page = (await person.GetAsync("user/security")).Ok();
        page.GetProperty("password").GetBoolean().ShouldBeTrue();
        page.GetProperty("emailVerified").GetBoolean().ShouldBeTrue();
        page.GetProperty("mfa").GetBoolean().ShouldBeFalse();
        page.GetProperty("sessions").GetInt32().ShouldBe(2);
        foreach (var none in new[] { "passkeys", "identities", "tokens", "backupCodesRemaining" })
        {
            page.GetProperty(none).GetInt32().ShouldBe(0, none);
        }
        var events = page.GetProperty("lastEvents").EnumerateArray().ToList();
        events
            .Select(e => e.GetProperty("event").GetString())
            .ShouldBe(["signin.failed", "signin.succeeded", "email.verified", "user.signed_up"]);
        events[1].GetProperty("device").GetString().ShouldBe("Phone laptop");
        events[1].GetProperty("ip").GetString().ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task It_has_the_last_twenty_events_of_the_caller_alone()
    {
        var (person, other) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        for (var i = 0; i < 25; i++)
        {
            (await person.PutAsync("user/profile", new { name = $"Asha {i}" })).Ok();
        }
        (await person.GetAsync("user/security"))["lastEvents"].GetArrayLength().ShouldBe(20);
        (await other.GetAsync("user/security"))["lastEvents"].GetArrayLength().ShouldBe(1);
        (await product.Client().GetAsync("user/security")).ShouldFail(401, "invalid_token");
    }
}
