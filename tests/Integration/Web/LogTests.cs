using System.Security.Cryptography;
using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Web;

/// <summary>The log of a process under mixed requests: each line parses, has known keys and gives nobody away.</summary>
public sealed class LogTests
{
    private static readonly string[] Always = ["timestamp", "level", "service", "version", "message", "event"];

    private static readonly string[] Sometimes =
    [
        "requestId",
        "traceId",
        "userId",
        "bookId",
        "endpoint",
        "method",
        "statusCode",
        "duration",
        "context",
    ];

    [Fact]
    public async Task Every_line_has_the_keys_that_are_agreed_and_nothing_of_what_people_wrote()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var process = await StartAsync(database, sample: "1");
        var client = await new Client(process.Address).SignUpAsync();
        var account = await client.OpenAccountAsync();
        (
            await client.PostAsync(
                "transactions",
                new
                {
                    accountId = account,
                    amount = 7654.32,
                    type = "income",
                    merchant = "Planted Merchant",
                }
            )
        ).Ok();
        (await client.GetAsync("transactions?q=planted-query")).Ok();
        (await client.GetAsync($"accounts/{Guid.CreateVersion7()}")).ShouldFail(404, "not_found");
        (await client.GetAsync("planted-path/somebody@rupaya.example")).ShouldFail(404, "not_found");
        (await client.SignInAsync("PlantedWrong123!")).ShouldFail(401, "invalid_credentials");
        (await client.PostRawAsync("transactions", "{\"amount\":\"planted-text\"}")).ShouldFail(400, "validation_failed");
        await Wait.UntilAsync(() => NullLog.IsAsync(database));
        // Fails inside of an effect and inside of a request.
        await database.RunAsync("alter table accounts rename to hidden");
        (await client.GetAsync("accounts")).ShouldFail(500, "internal_error");
        string[] last = ["\"statusCode\":500", "\"event\":\"gauges\""];
        await Wait.UntilAsync(() => Task.FromResult(last.All(text => process.Log().Any(l => l.Contains(text, StringComparison.Ordinal)))));

        var lines = process.Log().Where(l => l.Length > 0).ToList();
        lines.Count.ShouldBeGreaterThan(8);
        foreach (var line in lines)
        {
            string[] names = [.. JsonElement.Parse(line).EnumerateObject().Select(p => p.Name)];
            names.Take(Always.Length).ShouldBe(Always, line);
            names.Skip(Always.Length).Except(Sometimes).ShouldBeEmpty(line);
        }
        var all = string.Join('\n', lines);
        foreach (var planted in new[] { client.Email, "somebody@", "planted", "Planted", "7654", client.Token!, client.RefreshToken! })
        {
            all.ShouldNotContain(planted, Case.Sensitive);
        }
        var requests = lines.ConvertAll(l => JsonElement.Parse(l)).Where(l => l.GetProperty("event").GetString() == "request").ToList();
        var missing = requests.Single(r => r.GetProperty("statusCode").GetInt32() == 404 && r.TryGetProperty("endpoint", out _));
        missing.GetProperty("endpoint").GetString().ShouldBe("/api/v1/accounts/{accountId:guid}");
        missing.GetProperty("method").GetString().ShouldBe("GET");
        missing.GetProperty("userId").GetGuid().ShouldBe(client.UserId);
        missing.GetProperty("duration").GetDouble().ShouldBeGreaterThan(0);
        missing.GetProperty("requestId").GetString().ShouldNotBeNullOrEmpty();
        missing.GetProperty("traceId").GetString()!.Length.ShouldBe(32);
        requests.Count(r => r.GetProperty("statusCode").GetInt32() == 200).ShouldBeGreaterThan(1);
        requests.Count(r => r.GetProperty("statusCode").GetInt32() == 201).ShouldBeGreaterThan(1);
        lines.ShouldContain(l =>
            l.Contains("\"event\":\"gauges\"", StringComparison.Ordinal) && l.Contains("\"outboxOldestSeconds\":", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Of_what_went_well_a_sample_is_told_and_what_failed_always()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var process = await StartAsync(database, sample: "0");
        var client = await new Client(process.Address).SignUpAsync();
        for (var i = 0; i < 20; i++)
        {
            (await client.GetAsync("accounts")).Ok();
            (await client.GetAsync("nothing")).ShouldFail(404, "not_found");
        }
        await Wait.UntilAsync(() => Task.FromResult(Count(process, 404) == 20));
        // One may have taken more than a second.
        Count(process, 200).ShouldBeLessThan(5);
    }

    private static int Count(ProductProcess process, int status) =>
        process
            .Log()
            .Count(l =>
                l.Contains("\"event\":\"request\"", StringComparison.Ordinal)
                && l.Contains($"\"statusCode\":{status},", StringComparison.Ordinal)
            );

    private static Task<ProductProcess> StartAsync(TestDatabase database, string sample) =>
        ProductProcess.StartAsync(
            "all",
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["ConnectionStrings:Postgres"] = database.App,
                ["Security:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
                ["Security:TokenSecret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
                ["RateLimits:Enabled"] = "false",
                ["Logging:RequestSample"] = sample,
            }
        );
}
