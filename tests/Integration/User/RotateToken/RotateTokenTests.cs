using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.User.RotateToken;

public sealed class RotateTokenTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task Old_and_new_work_until_the_grace_is_over()
    {
        var person = await product.VerifiedAsync();
        var (tokenId, old) = await person.TokenAsync("goals:read");
        var made = (await person.PostAsync($"user/tokens/{tokenId}/rotate", new { })).Ok();
        var fresh = person.ProgramOf(made);
        (await old.GetAsync("goals")).Ok();
        (await fresh.GetAsync("goals")).Ok();
        (await fresh.GetAsync("accounts")).ShouldFail(403, "insufficient_scope");
        var ends = await product.Database.ScalarAsync<DateTime>("select expires_at from sessions where session_id = $1", tokenId);
        (ends - TimeProvider.System.GetUtcNow().UtcDateTime).ShouldBeInRange(TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
        (made.GetProperty("expiresAt").GetDateTimeOffset() - made.GetProperty("createdAt").GetDateTimeOffset()).ShouldBe(
            TimeSpan.FromDays(90)
        );
        (await person.PostAsync($"user/tokens/{tokenId}/rotate", new { })).ShouldFail(404, "not_found");
    }

    [Fact]
    public async Task Without_grace_the_old_one_ends_at_once()
    {
        var person = await product.VerifiedAsync();
        var (tokenId, old) = await person.TokenAsync("read");
        var fresh = person.ProgramOf((await person.PostAsync($"user/tokens/{tokenId}/rotate", new { graceHours = 0 })).Ok());
        (await old.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await fresh.GetAsync("accounts")).Ok();
    }

    [Fact]
    public async Task Of_two_at_once_one_has_a_successor()
    {
        var person = await product.VerifiedAsync();
        var (tokenId, _) = await person.TokenAsync("read");
        var replies = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => person.PostAsync($"user/tokens/{tokenId}/rotate", new { graceHours = 1 }))
        );
        replies.Count(r => (int)r.Status == 200).ShouldBe(1);
    }

    [Fact]
    public async Task It_needs_a_proof_and_a_sensible_grace()
    {
        var person = await product.VerifiedAsync();
        var (tokenId, program) = await person.TokenAsync("write");
        (await person.PostAsync($"user/tokens/{tokenId}/rotate", new { graceHours = 49 })).Fields.ShouldBe(["graceHours"]);
        (await program.PostAsync($"user/tokens/{tokenId}/rotate", new { })).ShouldFail(403, "session_only");
        await product.AgeAsync(person);
        (await person.PostAsync($"user/tokens/{tokenId}/rotate", new { })).ShouldFail(403, "step_up_required");
    }

    [Fact]
    public async Task A_foreign_token_is_an_unknown_token()
    {
        var (person, other) = (await product.VerifiedAsync(), await product.VerifiedAsync());
        var (tokenId, _) = await person.TokenAsync("read");
        (await other.PostAsync($"user/tokens/{tokenId}/rotate", new { })).ShouldFail(404, "not_found");
    }
}
