using System.Collections.Concurrent;
using System.Security.Cryptography;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Reliability;

/// <summary>R18 and R19: one row for each key, whatever happens between the client and the commit.</summary>
[Collection(nameof(SerialCollection))]
public sealed class IdempotencyTests(Product product) : IClassFixture<Product>
{
    private static object Body(Guid account, int amount) =>
        new
        {
            accountId = account,
            amount,
            type = "income",
        };

    [Fact]
    public async Task R18_fifty_parallel_requests_for_each_of_two_hundred_keys_make_one_row_each()
    {
        const int Keys = 200;
        const int Parallel = 50;
        var clients = new List<(Client Client, Guid Account)>();
        for (var i = 0; i < 8; i++)
        {
            var client = await product.SignedUpAsync();
            clients.Add((client, await client.OpenAccountAsync()));
        }
        var answers = new ConcurrentDictionary<string, ConcurrentBag<Reply>>(StringComparer.Ordinal);
        // Eight keys at a time: four hundred requests in flight.
        foreach (var keys in Enumerable.Range(0, Keys).Chunk(clients.Count))
        {
            await Task.WhenAll(
                keys.SelectMany(k => Enumerable.Repeat(k, Parallel))
                    .Select(async k =>
                    {
                        var (client, account) = clients[k % clients.Count];
                        var reply = await client.PostAsync("transactions", Body(account, 1 + k), ("Idempotency-Key", $"key-{k}"));
                        answers.GetOrAdd($"key-{k}", _ => []).Add(reply);
                    })
            );
        }
        answers.Count.ShouldBe(Keys);
        foreach (var (key, replies) in answers)
        {
            replies.ShouldAllBe(r => (int)r.Status == 201 || (int)r.Status == 409 || r.Code == "book_busy", key);
            var made = replies.Where(r => (int)r.Status == 201).ToList();
            made.Select(r => r.Text).Distinct(StringComparer.Ordinal).Count().ShouldBe(1, key);
            made.Count(r => !r.Headers.Contains("Idempotency-Replayed")).ShouldBeLessThanOrEqualTo(1, key);
        }
        var rows = 0L;
        foreach (var (_, account) in clients)
        {
            rows += await product.Database.ScalarAsync<long>("select count(*) from transactions where account_id = $1", account);
        }
        rows.ShouldBe(Keys);
        await product.ShouldBeConsistentAsync();
    }

    [Fact]
    public async Task R18_the_same_key_for_another_body_route_or_book_is_422_and_another_user_is_independent()
    {
        var (client, other) = (await product.SignedUpAsync(), await product.SignedUpAsync());
        var (account, theirs) = (await client.OpenAccountAsync(), await other.OpenAccountAsync());
        var key = ("Idempotency-Key", "shared");
        (await client.PostAsync("transactions", Body(account, 1), key)).Ok();
        (await client.PostAsync("transactions", Body(account, 2), key)).ShouldFail(422, "idempotency_key_reused");
        (await client.PostAsync("transactions/bulk", new { items = new[] { Body(account, 1) } }, key)).ShouldFail(
            422,
            "idempotency_key_reused"
        );
        client.BookId = (await client.DefaultBookAsync()).ToString();
        (await client.PostAsync("transactions", Body(account, 1), key)).ShouldFail(422, "idempotency_key_reused");
        (await other.PostAsync("transactions", Body(theirs, 1), key)).Ok();
        (await client.PostAsync("transactions", Body(account, 1), ("Idempotency-Key", ""))).ShouldFail(400, "invalid_idempotency_key");
    }

    [Fact]
    public async Task R19_after_a_kill_between_commit_and_answer_the_replay_is_what_was_committed()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Postgres"] = database.App,
            ["Security:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Security:TokenSecret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["RateLimits:Enabled"] = "false",
        };
        Client client;
        Guid account;
        await using (var process = await ProductProcess.StartAsync("serve", settings))
        {
            client = await new Client(process.Address).SignUpAsync();
            account = await client.OpenAccountAsync();
        }
        var deadly = new Dictionary<string, string?>(settings, StringComparer.Ordinal)
        {
            ["RUPAYA_FAILPOINT"] = "after_commit_before_response:kill:1",
        };
        var key = ("Idempotency-Key", "killed");
        await using (var process = await ProductProcess.StartAsync("serve", deadly))
        {
            var doomed = client.Another("test", process.Address);
            doomed.Token = client.Token;
            await Should.ThrowAsync<HttpRequestException>(() => doomed.PostAsync("transactions", Body(account, 7), key));
            await Wait.UntilAsync(() => Task.FromResult(process.HasExited));
        }
        (await database.ScalarAsync<long>("select count(*) from transactions")).ShouldBe(1, "the commit was before the kill");
        await using var again = await ProductProcess.StartAsync("serve", settings);
        var retry = client.Another("test", again.Address);
        retry.Token = client.Token;
        var first = await retry.PostAsync("transactions", Body(account, 7), key);
        first.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        var stored = await database.ScalarAsync<byte[]>("select body from idempotency_keys where key = 'killed'");
        System.Text.Encoding.UTF8.GetString(stored).ShouldBe(first.Text);
        (await retry.PostAsync("transactions", Body(account, 7), key)).Text.ShouldBe(first.Text);
        first.Headers.Location!.ToString().ShouldEndWith(first["transactionId"].GetString()!);
        (await retry.BalanceAsync(account)).ShouldBe(7);
        await Consistency.ShouldHoldAsync(database);
    }
}
