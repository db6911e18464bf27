using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.EndSession;

public sealed class EndSessionTests(Product product) : IClassFixture<Product>
{
    private static async Task<Guid> OtherAsync(Client client) =>
        (await client.GetAsync("auth/sessions"))
            .Ok()
            .EnumerateArray()
            .Single(s => !s.GetProperty("current").GetBoolean())
            .GetProperty("sessionId")
            .GetGuid();

    [Fact]
    public async Task Another_device_is_signed_out_at_once()
    {
        var phone = await product.SignedUpAsync();
        var lost = phone.Another("lost");
        (await lost.SignInAsync()).Ok();
        var session = await OtherAsync(phone);
        ((int)(await phone.DeleteAsync($"auth/sessions/{session}")).Status).ShouldBe(204);
        (await lost.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await lost.RefreshAsync()).ShouldFail(401, "invalid_token");
        (await phone.DeleteAsync($"auth/sessions/{session}")).ShouldFail(404, "not_found");
        (await product.AuditAsync(phone.UserId)).ShouldContain("session.ended");
    }

    [Fact]
    public async Task A_foreign_session_is_an_unknown_one_and_lives_on()
    {
        var (asha, ravi) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var session = (await ravi.GetAsync("auth/sessions")).Ok()[0].GetProperty("sessionId").GetGuid();
        (await asha.DeleteAsync($"auth/sessions/{session}")).ShouldFail(404, "not_found");
        (await asha.DeleteAsync("auth/sessions/nonsense")).ShouldFail(404, "not_found");
        (await ravi.GetAsync("accounts")).Ok();
    }
}
