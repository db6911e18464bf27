using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.Refresh;

public sealed class RefreshTests(Product product) : IClassFixture<Product>
{
    private async Task<(Client Client, string Refresh)> SignUpAsync()
    {
        var client = product.Client();
        var email = $"{Guid.CreateVersion7():N}@rupaya.example";
        var reply = await client.PostAsync(
            "auth/signup",
            new
            {
                email,
                password = "SecurePass123!",
                deviceId = "a",
            }
        );
        client.Token = reply.Ok().GetProperty("accessToken").GetString();
        return (client, reply["refreshToken"].GetString()!);
    }

    private static Task<Reply> RefreshAsync(Client client, string token) => client.PostAsync("auth/refresh", new { refreshToken = token });

    [Fact]
    public async Task A_refresh_token_is_exchanged_for_its_successor()
    {
        var (client, first) = await SignUpAsync();
        var reply = await RefreshAsync(client, first);
        reply.Ok().GetProperty("refreshToken").GetString().ShouldNotBe(first);
        client.Token = reply["accessToken"].GetString();
        (await client.GetAsync("user/profile")).Ok();
    }

    [Fact]
    public async Task After_a_lost_response_the_preceding_token_gets_the_same_successor()
    {
        var (client, first) = await SignUpAsync();
        var one = await RefreshAsync(client, first);
        var two = await RefreshAsync(client, first);
        two.Ok().GetProperty("refreshToken").GetString().ShouldBe(one["refreshToken"].GetString());
    }

    [Fact]
    public async Task An_older_token_ends_the_session_and_its_access_token()
    {
        var (client, first) = await SignUpAsync();
        var second = (await RefreshAsync(client, first))["refreshToken"].GetString()!;
        var third = (await RefreshAsync(client, second))["refreshToken"].GetString()!;
        (await RefreshAsync(client, first)).ShouldFail(401, "token_reused");
        (await RefreshAsync(client, third)).ShouldFail(401, "invalid_token");
        (await client.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await client.ExpenseAsync(Guid.CreateVersion7(), 1)).ShouldFail(401, "invalid_token");
    }

    [Fact]
    public async Task A_reused_token_ends_the_session_even_while_the_users_row_is_held()
    {
        var impatient = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Database:LockTimeoutMs"] = "300" };
        await using var host = await TestHost.StartAsync("serve", product.Database.App, impatient);
        var person = await host.Client().SignUpAsync();
        var first = person.RefreshToken!;
        (await person.RefreshAsync()).Ok();
        (await person.RefreshAsync()).Ok();
        await using var connection = await product.Database.Owner.OpenConnectionAsync();
        await using var hold = await connection.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand($"select 1 from users where user_id = '{person.UserId}' for update", connection);
        await command.ExecuteNonQueryAsync();
        (await RefreshAsync(person, first)).ShouldFail(401, "token_reused");
        (await person.GetAsync("accounts")).ShouldFail(401, "invalid_token");
    }

    [Fact]
    public async Task Twenty_at_once_have_one_successor()
    {
        var (client, first) = await SignUpAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RefreshAsync(client, first)));
        replies.Select(r => r.Ok().GetProperty("refreshToken").GetString()).Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_token_that_is_not_ours_is_refused(string token) =>
        (await RefreshAsync(product.Client(), token)).ShouldFail(401, "invalid_token");
}
