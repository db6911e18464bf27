using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Web;

/// <summary>Routes under a second name, and health below the API's path: I39.</summary>
public sealed class OtherNamesTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Second_names_do_the_same_and_are_not_in_the_document()
    {
        var person = product.Client();
        var who = new
        {
            email = AccountSteps.NewAddress(),
            password = Client.Password,
            deviceId = "a",
        };
        person.Take(await person.PostAsync("auth/register", who));
        person.Take(await person.PostAsync("auth/login", who));
        (await person.GetAsync("accounts")).Ok();
        ((int)(await person.PostAsync("auth/logout", null)).Status).ShouldBe(204);
        (await person.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await person.PostAsync("auth/register", who)).ShouldFail(409, "user_exists");

        var paths = (await person.GetAsync("/openapi/v1.json")).Ok().GetProperty("paths");
        var names = paths.EnumerateObject().Select(p => p.Name).ToList();
        foreach (var path in new[] { "/api/v1/auth/register", "/api/v1/auth/login", "/api/v1/auth/logout", "/api/v1/health" })
        {
            names.ShouldNotContain(path);
        }
        var signIn = paths.GetProperty("/api/v1/auth/signin").GetProperty("post");
        signIn.GetProperty("operationId").GetString().ShouldBe("signin");
        signIn.GetProperty("description").GetString()!.ShouldContain("/auth/login");
    }

    [Fact]
    public async Task I39_a_second_name_has_the_limit_of_the_first()
    {
        var limited = new Dictionary<string, string?>(StringComparer.Ordinal) { ["RateLimits:Enabled"] = "true" };
        await using var host = await TestHost.StartAsync("serve", product.Database.App, limited);
        var replies = new List<Reply>();
        for (var i = 0; i < 6; i++)
        {
            var who = new
            {
                email = AccountSteps.NewAddress(),
                password = "WrongPass123!",
                deviceId = "a",
            };
            replies.Add(await host.Client().PostAsync(i % 2 == 0 ? "auth/signin" : "auth/login", who));
        }
        replies.Take(5).ShouldAllBe(r => r.Code == "invalid_credentials");
        replies[5].ShouldFail(429, "rate_limited");
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/api/v1/health")]
    public async Task Health_has_three_names(string path)
    {
        var client = product.Client();
        var reply = await client.GetAsync(path);
        reply.Ok().GetProperty("status").GetString().ShouldBe((await client.GetAsync("/health/ready"))["status"].GetString());
        (await client.SendAsync(HttpMethod.Head, path, null, [])).Status.ShouldBe(reply.Status);
    }
}
