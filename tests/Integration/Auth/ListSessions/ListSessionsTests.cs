using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.ListSessions;

public sealed class ListSessionsTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Live_sessions_are_listed_newest_first_and_the_current_one_is_marked()
    {
        var phone = await product.SignedUpAsync();
        var (laptop, gone) = (phone.Another("laptop"), phone.Another("gone"));
        (await gone.SignInAsync()).Ok();
        (await laptop.SignInAsync()).Ok();
        (await gone.PostAsync("auth/signout", null)).Ok();
        var sessions = (await phone.GetAsync("auth/sessions")).Ok().EnumerateArray().ToList();
        sessions.Select(s => s.GetProperty("deviceId").GetString()).ShouldBe(["laptop", "test"]);
        sessions.Select(s => s.GetProperty("current").GetBoolean()).ShouldBe([false, true]);
        sessions[0].GetProperty("deviceName").GetString().ShouldBe("Phone laptop");
        sessions[0].GetProperty("ip").GetString().ShouldBe("127.0.0.1");
        sessions[0].GetProperty("lastSeenAt").GetString()!.ShouldEndWith("Z");
    }

    [Fact]
    public async Task Nobody_sees_anothers() =>
        (await (await product.SignedUpAsync()).GetAsync("auth/sessions")).Ok().GetArrayLength().ShouldBe(1);

    [Fact]
    public async Task An_ended_session_sees_none()
    {
        var person = await product.SignedUpAsync();
        (await person.PostAsync("auth/signout", null)).Ok();
        (await person.GetAsync("auth/sessions")).ShouldFail(401, "invalid_token");
    }
}
