using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.RevokeTokens;

public sealed class RevokeTokensTests(Product product) : IClassFixture<Product>
{
    private Task<Reply> RevokeAsync(params string?[] tokens) => product.Client().PostAsync("auth/tokens/revoke", new { tokens });

    [Fact]
    public async Task Whoever_finds_a_token_ends_it_and_its_owner_is_told()
    {
        var person = await product.VerifiedAsync();
        var (_, found) = await person.TokenAsync("read");
        var (_, safe) = await person.TokenAsync("read");
        (await found.GetAsync("accounts")).Ok();
        ((int)(await RevokeAsync(found.Token, "rupaya_pat_nonsense", found.Token)).Status).ShouldBe(202);
        (await found.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await safe.GetAsync("accounts")).Ok();
        (await person.GetAsync("accounts")).Ok();
        await product.Mail.WaitAsync(person.Email, "was found and ended");
        (await product.AuditAsync(person.UserId)).ShouldContain("token.leaked");
    }

    [Fact]
    public async Task It_tells_nothing_about_a_token()
    {
        var person = await product.VerifiedAsync();
        var (_, program) = await person.TokenAsync("read");
        var live = await RevokeAsync(program.Token);
        var over = await RevokeAsync(program.Token);
        var nonsense = await RevokeAsync("nonsense");
        (over.Text, nonsense.Text).ShouldBe((live.Text, live.Text));
        (over.Status, nonsense.Status).ShouldBe((live.Status, live.Status));
    }

    [Fact]
    public async Task A_session_is_no_token()
    {
        var person = await product.SignedUpAsync();
        (await RevokeAsync(person.Token, person.RefreshToken)).Ok();
        (await person.GetAsync("accounts")).Ok();
    }

    [Fact]
    public async Task Too_many_and_none_are_named()
    {
        (await RevokeAsync()).Fields.ShouldBe(["tokens"]);
        (await RevokeAsync([.. Enumerable.Repeat("x", 101)])).Fields.ShouldBe(["tokens"]);
    }
}
