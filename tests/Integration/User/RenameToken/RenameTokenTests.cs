using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.User.RenameToken;

public sealed class RenameTokenTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task A_name_is_all_that_changes()
    {
        var person = await product.VerifiedAsync();
        var (tokenId, program) = await person.TokenAsync("goals:read");
        var renamed = (await person.PutAsync($"user/tokens/{tokenId}", new { name = "Nightly" })).Ok();
        renamed.GetProperty("name").GetString().ShouldBe("Nightly");
        renamed.GetProperty("scopes")[0].GetString().ShouldBe("goals:read");
        (await person.GetAsync("user/tokens")).Ok()[0].GetProperty("name").GetString().ShouldBe("Nightly");
        (await program.GetAsync("goals")).Ok();
        (await program.GetAsync("accounts")).ShouldFail(403, "insufficient_scope");
    }

    [Fact]
    public async Task A_name_has_to_be_one()
    {
        var person = await product.VerifiedAsync();
        var (tokenId, _) = await person.TokenAsync("read");
        (await person.PutAsync($"user/tokens/{tokenId}", new { name = " " })).Fields.ShouldBe(["name"]);
        (await person.PutAsync($"user/tokens/{tokenId}", new { })).Fields.ShouldBe(["name"]);
    }

    [Fact]
    public async Task A_foreign_token_and_a_session_are_unknown_tokens()
    {
        var (person, other) = (await product.VerifiedAsync(), await product.SignedUpAsync());
        var (tokenId, _) = await person.TokenAsync("read");
        (await other.PutAsync($"user/tokens/{tokenId}", new { name = "Mine now" })).ShouldFail(404, "not_found");
        var session = (await other.GetAsync("auth/sessions")).Ok()[0].GetProperty("sessionId").GetGuid();
        (await other.PutAsync($"user/tokens/{session}", new { name = "A token" })).ShouldFail(404, "not_found");
    }
}
