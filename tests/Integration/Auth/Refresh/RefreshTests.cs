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

    private static Task<Reply> AttemptAsync(Client client, string token, string? attemptId) =>
        client.PostAsync("auth/refresh", new { refreshToken = token, attemptId });

    private Task<int> LaterAsync(Client client, string by) =>
        product.Database.RunAsync(
            $"update sessions set rotated_at = rotated_at - interval '{by}' where user_id = (select user_id from users where email = '{client.Email}')"
        );

    [Fact]
    public async Task The_same_attempt_gets_its_answer_for_a_day()
    {
        var phone = await product.SignedUpAsync();
        var (first, attempt) = (phone.RefreshToken!, Guid.CreateVersion7().ToString());
        var one = await AttemptAsync(phone, first, attempt);
        await LaterAsync(phone, "23 hours");
        var two = await AttemptAsync(phone, first, attempt);
        two.Ok().GetProperty("refreshToken").GetString().ShouldBe(one["refreshToken"].GetString());
        // Of what the client calls its attempt only a hash is kept.
        (await product.Database.ScalarAsync<int>("select length(rotated_by) from sessions where user_id = $1", phone.UserId)).ShouldBe(32);
        await LaterAsync(phone, "2 hours");
        (await AttemptAsync(phone, first, attempt)).ShouldFail(401, "token_reused");
    }

    [Fact]
    public async Task Nothing_is_given_again_once_there_is_something_newer()
    {
        var phone = await product.SignedUpAsync();
        var (first, attempt) = (phone.RefreshToken!, Guid.CreateVersion7().ToString());
        var second = (await AttemptAsync(phone, first, attempt))["refreshToken"].GetString()!;
        (await AttemptAsync(phone, second, Guid.CreateVersion7().ToString())).Ok();
        (await AttemptAsync(phone, first, attempt)).ShouldFail(401, "token_reused");
    }

    [Theory]
    [InlineData(null, "31 seconds")]
    [InlineData("a-guess-of-16-chars", "0 seconds")]
    public async Task I35_a_copy_ends_the_session_and_its_owner_is_told(string? attempt, string later)
    {
        var phone = await product.SignedUpAsync();
        var first = phone.RefreshToken!;
        var next = await AttemptAsync(phone, first, Guid.CreateVersion7().ToString());
        await LaterAsync(phone, later);
        (await AttemptAsync(product.Client(), first, attempt)).ShouldFail(401, "token_reused");
        (await AttemptAsync(phone, next["refreshToken"].GetString()!, Guid.CreateVersion7().ToString())).ShouldFail(401, "invalid_token");
        await product.Mail.WaitAsync(phone.Email, "A session was ended");
    }

    [Fact]
    public async Task Without_an_attempt_the_grace_is_half_a_minute()
    {
        var phone = await product.SignedUpAsync();
        var first = phone.RefreshToken!;
        (await AttemptAsync(phone, first, null)).Ok();
        await LaterAsync(phone, "25 seconds");
        (await AttemptAsync(phone, first, null)).Ok();
        await LaterAsync(phone, "6 seconds");
        (await AttemptAsync(phone, first, null)).ShouldFail(401, "token_reused");
    }

    [Fact]
    public async Task An_attempt_has_16_to_64_characters() =>
        (await AttemptAsync(product.Client(), "rubbish", "too-short")).Fields.ShouldBe(["attemptId"]);

    [Theory]
    [InlineData("rubbish")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_token_that_is_not_ours_is_refused(string token) =>
        (await RefreshAsync(product.Client(), token)).ShouldFail(401, "invalid_token");
}
