using System.Diagnostics;
using Npgsql;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Persistence;

public sealed class CommitPatienceTests
{
    [Fact]
    public async Task A_commit_to_a_user_takes_no_longer_than_any_statement_may()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Database:CommandTimeoutSeconds"] = "2",
            ["Database:LockTimeoutMs"] = "600000",
        };
        await using var host = await TestHost.StartAsync("serve", database.App, settings);
        var person = await host.Client().SignUpAsync();
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        // Only the last batch of a write comes to the audit log.
        await using (var hold = new NpgsqlCommand("lock table audit_log in access exclusive mode", connection))
        {
            await hold.ExecuteNonQueryAsync();
        }
        var waited = Stopwatch.StartNew();
        ((int)(await person.PutAsync("user/profile", new { name = "Asha" })).Status).ShouldBe(503);
        waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }
}
