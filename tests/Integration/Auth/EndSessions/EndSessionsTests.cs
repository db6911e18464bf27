using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.EndSessions;

public sealed class EndSessionsTests(Product product) : IClassFixture<Product>
{
    private async Task<(Client Phone, Client Laptop)> TwoAsync()
    {
        var phone = await product.SignedUpAsync();
        var laptop = phone.Another("laptop");
        (await laptop.SignInAsync()).Ok();
        return (phone, laptop);
    }

    [Fact]
    public async Task All_end_but_the_one_that_asks()
    {
        var (phone, laptop) = await TwoAsync();
        ((int)(await phone.DeleteAsync("auth/sessions?except=current")).Status).ShouldBe(204);
        (await phone.GetAsync("accounts")).Ok();
        (await laptop.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await laptop.RefreshAsync()).ShouldFail(401, "invalid_token");
        (await product.AuditAsync(phone.UserId))[^1].ShouldBe("sessions.ended");
    }

    [Fact]
    public async Task Without_an_exception_the_one_that_asks_ends_as_well()
    {
        var (phone, laptop) = await TwoAsync();
        (await phone.DeleteAsync("auth/sessions")).Ok();
        (await phone.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await laptop.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await phone.SignInAsync()).Ok();
    }

    [Fact]
    public async Task Tokens_for_programs_end_only_when_that_is_asked()
    {
        var (phone, _) = await TwoAsync();
        const string Token =
            "insert into sessions (session_id, user_id, device_id, generation, rotated_at, created_at, last_seen_at, expires_at, kind) "
            + "values (gen_random_uuid(), '{0}', 'token', 0, now(), now(), now(), now() + interval '90 days', 'token')";
        await product.Database.RunAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, Token, phone.UserId));
        (await phone.DeleteAsync("auth/sessions?except=current")).Ok();
        (await LiveTokensAsync(phone)).ShouldBe(1);
        (await phone.DeleteAsync("auth/sessions?except=current&tokens=true")).Ok();
        (await LiveTokensAsync(phone)).ShouldBe(0);
        (await phone.GetAsync("accounts")).Ok();
    }

    [Fact]
    public async Task Another_exception_is_refused()
    {
        var person = await product.SignedUpAsync();
        (await person.DeleteAsync("auth/sessions?except=others")).Fields.ShouldBe(["except"]);
        (await person.DeleteAsync("auth/sessions?tokens=perhaps")).Fields.ShouldBe(["tokens"]);
        (await person.GetAsync("accounts")).Ok();
    }

    private Task<long> LiveTokensAsync(Client person) =>
        product.Database.ScalarAsync<long>(
            "select count(*) from sessions where user_id = $1 and kind = 'token' and revoked_at is null",
            person.UserId
        );
}
