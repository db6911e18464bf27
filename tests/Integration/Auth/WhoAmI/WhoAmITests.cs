using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.WhoAmI;

public sealed class WhoAmITests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_session_is_its_user_and_says_what_was_shown()
    {
        var person = await product.SignedUpAsync();
        var me = (await person.GetAsync("auth/whoami")).Ok();
        me.GetProperty("kind").GetString().ShouldBe("session");
        me.GetProperty("userId").GetGuid().ShouldBe(person.UserId);
        me.GetProperty("tokenId").ValueKind.ShouldBe(JsonValueKind.Null);
        me.GetProperty("scopes").GetArrayLength().ShouldBe(0);
        me.GetProperty("methods")[0].GetString().ShouldBe("password");
        me.GetProperty("authenticatedAt").GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddMinutes(-5));
    }

    [Fact]
    public async Task A_token_says_what_it_may_do_whatever_that_is()
    {
        var person = await product.VerifiedAsync();
        var book = await person.DefaultBookAsync();
        string[] scopes = ["goals:read"];
        var (tokenId, program) = await person.TokenAsync(
            new
            {
                name = "A",
                scopes,
                bookId = book,
            }
        );
        var me = (await program.GetAsync("auth/whoami")).Ok();
        me.GetProperty("kind").GetString().ShouldBe("token");
        me.GetProperty("userId").GetGuid().ShouldBe(person.UserId);
        me.GetProperty("tokenId").GetGuid().ShouldBe(tokenId);
        me.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()).ShouldBe(scopes);
        me.GetProperty("bookId").GetGuid().ShouldBe(book);
        me.GetProperty("authenticatedAt").ValueKind.ShouldBe(JsonValueKind.Null);
        me.GetProperty("methods").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task What_is_over_is_nobody()
    {
        var person = await product.VerifiedAsync();
        var (tokenId, program) = await person.TokenAsync("read");
        (await program.GetAsync("auth/whoami")).Ok();
        (await person.DeleteAsync($"user/tokens/{tokenId}")).Ok();
        (await program.GetAsync("auth/whoami")).ShouldFail(401, "invalid_token");
        (await product.Client().GetAsync("auth/whoami")).ShouldFail(401, "invalid_token");
    }
}
