using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.User.UpdateProfile;

public sealed class UpdateProfileTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task What_is_given_changes_and_the_rest_stays()
    {
        var person = await product.SignedUpAsync();
        var changed = (await person.PutAsync("user/profile", new { name = "Asha", timeZone = "Europe/Zurich" })).Ok();
        changed.GetProperty("name").GetString().ShouldBe("Asha");
        changed.GetProperty("timeZone").GetString().ShouldBe("Europe/Zurich");
        changed.GetProperty("currency").GetString().ShouldBe("INR");
        (await person.GetAsync("user/profile")).Text.ShouldBe((await person.PutAsync("user/profile", new { })).Text);
        // The book keeps its own zone.
        (await person.GetAsync("books"))
            .Ok()[0]
            .GetProperty("timeZone")
            .GetString()
            .ShouldBe("Asia/Kolkata");
        (await product.AuditAsync(person.UserId)).ShouldContain("profile.changed");
    }

    [Theory]
    [InlineData("""{"name":""}""", "name")]
    [InlineData("""{"name":"a\u0000"}""", "name")]
    [InlineData("""{"currency":"XXX"}""", "currency")]
    [InlineData("""{"timeZone":"Mars/Olympus"}""", "timeZone")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        var person = await product.SignedUpAsync();
        var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        (await person.SendAsync(HttpMethod.Put, "user/profile", content, [])).Fields.ShouldBe([field]);
    }

    [Fact]
    public async Task Nobody_changes_nothing() =>
        (await product.Client().PutAsync("user/profile", new { name = "x" })).ShouldFail(401, "invalid_token");
}
