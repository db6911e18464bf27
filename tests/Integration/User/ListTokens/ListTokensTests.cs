using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.User.ListTokens;

public sealed class ListTokensTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task It_shows_how_a_token_is_used()
    {
        var person = await product.VerifiedAsync();
        var (tokenId, program) = await person.TokenAsync("read");
        var fresh = (await person.GetAsync("user/tokens")).Ok()[0];
        fresh.GetProperty("lastUsedAt").ValueKind.ShouldBe(JsonValueKind.Null);
        fresh.GetProperty("uses30d").GetInt64().ShouldBe(0);
        for (var i = 0; i < 3; i++)
        {
            (await program.GetAsync("accounts")).Ok();
        }
        var used = await Wait.ForAsync(
            async () => (await person.GetAsync("user/tokens")).Ok()[0],
            t => t.GetProperty("uses30d").GetInt64() == 3
        );
        used.GetProperty("tokenId").GetGuid().ShouldBe(tokenId);
        used.GetProperty("lastUsedIp").GetString().ShouldBe("127.0.0.1");
        used.GetProperty("lastUsedAt").GetDateTimeOffset().Second.ShouldBe(0);
        // The address is the user's: nobody reads it without their key.
        var kept = await product.Database.ScalarAsync<byte[]>("select last_used_ip from sessions where session_id = $1", tokenId);
        System.Text.Encoding.Latin1.GetString(kept).ShouldNotContain("127.0.0.1");
    }

    [Fact]
    public async Task It_shows_only_live_ones_of_the_caller_and_no_sessions()
    {
        var (person, other) = (await product.VerifiedAsync(), await product.VerifiedAsync());
        await other.TokenAsync("read");
        var (ended, _) = await person.TokenAsync("read");
        var (expired, _) = await person.TokenAsync("read");
        var (live, _) = await person.TokenAsync("read");
        (await person.DeleteAsync($"user/tokens/{ended}")).Ok();
        await product.Database.RunAsync($"update sessions set expires_at = now() where session_id = '{expired}'");
        var listed = (await person.GetAsync("user/tokens")).Ok().EnumerateArray().Select(t => t.GetProperty("tokenId").GetGuid());
        listed.ShouldBe([live]);
        (await person.GetAsync("auth/sessions")).Ok().GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_token_that_ends_by_itself_is_told_of_before_and_audited_after()
    {
        var person = await product.VerifiedAsync();
        var (tokenId, program) = await person.TokenAsync("read");
        await product.Database.RunAsync(
            $"update sessions set created_at = now() - interval '83 days', expires_at = now() + interval '7 days' where session_id = '{tokenId}'"
        );
        await RunJobAsync();
        await product.Mail.WaitAsync(person.Email, "ends soon");
        await RunJobAsync();
        await product.Database.RunAsync($"update sessions set expires_at = now() where session_id = '{tokenId}'");
        (await program.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        await product.Host.Get<Workers.Housekeeping.ExpiredTokens>().RunAsync(CancellationToken.None);
        await product.Host.Get<Workers.Housekeeping.ExpiredTokens>().RunAsync(CancellationToken.None);
        (await product.AuditAsync(person.UserId)).Count(e => e == "token.expired").ShouldBe(1);
        product.Mail.Find(person.Email, "ends soon").Count.ShouldBe(1);
    }

    private async Task RunJobAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var connection = await product.Database.Owner.OpenConnectionAsync();
        await new Workers.Schedules.TokenExpiryJob(TimeProvider.System).RunAsync(connection, now, CancellationToken.None);
    }
}
