using Npgsql;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Reliability;

/// <summary>Whoever holds a user's lock has a connection, and asks for no second one: as many as the pool has would wait for each other.</summary>
public sealed class UserLockTests
{
    private const int Pool = 3;

    private static readonly Dictionary<string, string?> Small = new(StringComparer.Ordinal)
    {
        ["Database:MaxPoolSize"] = "3",
        ["Database:LockTimeoutMs"] = "30000",
    };

    [Fact]
    public async Task As_many_challenges_as_there_are_connections_are_all_answered()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("serve", database.App, Small);
        var people = new List<Client>();
        for (var i = 0; i < Pool; i++)
        {
            var person = await host.Client().SignUpAsync();
            var secret = (await person.PostAsync("auth/mfa/setup", null)).Ok().GetProperty("secret").GetString()!;
            (await person.PostAsync("auth/mfa/verify", new { token = Security.SecondFactorTests.Code(secret, 0) })).Ok();
            people.Add(person);
        }
        var replies = await HeldUpAsync(database, people.ConvertAll<Func<Task<Reply>>>(p => () => p.SignInAsync()));
        replies.ShouldAllBe(r => r.Ok().GetProperty("methods").GetArrayLength() == 2);
    }

    [Fact]
    public async Task As_many_looks_for_the_last_way_in_as_there_are_connections_are_all_answered()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("serve", database.App, Small);
        var removals = new List<Func<Task<Reply>>>();
        for (var i = 0; i < Pool; i++)
        {
            var person = await host.Client().SignUpAsync();
            await database.RunAsync($"update users set email_verified = true where user_id = '{person.UserId}'");
            var passkey = (await person.AddPasskeyAsync(new Authenticator())).Ok().GetProperty("passkeyId").GetGuid();
            removals.Add(() => person.DeleteAsync($"auth/passkeys/{passkey}"));
        }
        (await HeldUpAsync(database, removals)).ShouldAllBe(r => (int)r.Status == 204);
    }

    /// <summary>Lets all of them come to their user's lock before the first of them has it.</summary>
    private static async Task<Reply[]> HeldUpAsync(TestDatabase database, List<Func<Task<Reply>>> requests)
    {
        await using var connection = await database.Owner.OpenConnectionAsync();
        await using var hold = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("select 1 from users for update", connection);
        await command.ExecuteNonQueryAsync();
        var waiting = requests.ConvertAll(r => r());
        await Wait.UntilAsync(async () =>
            await database.ScalarAsync<long>(
                "select count(distinct l.pid) from pg_locks l join pg_stat_activity a on a.pid = l.pid "
                    + "where not l.granted and a.datname = current_database()"
            ) == Pool
        );
        await hold.RollbackAsync();
        return await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(60));
    }
}
