using Npgsql;
using Rupaya.Host.Secrets;
using Rupaya.Integration.Fixtures;
using StackExchange.Redis;

namespace Rupaya.Integration.Security;

/// <summary>Logins at real servers and keys of a real database are replaced, and the old ones end.</summary>
[TakesLong]
public sealed class SecretRotationTests
{
    [Fact]
    public async Task The_databases_two_logins_take_turns_and_the_old_one_is_locked_when_its_last_connection_has_ended()
    {
        await using var trial = await SecretsTrial.CreateAsync();
        var first = await trial.Logins.PostgresAsync(trial.Database.App);
        trial.Put("ConnectionStrings__Postgres", first);
        trial.Put("PGUSER", trial.Logins.Name);
        trial.Put("PGPASSWORD", PasswordOf(first));

        await trial.RunAsync("rotate", "postgres");
        var second = trial.Get("ConnectionStrings__Postgres");
        (await WhoAsync(second)).ShouldBe($"{trial.Logins.Name}_a");
        (trial.Get("PGUSER"), trial.Get("PGPASSWORD")).ShouldBe(($"{trial.Logins.Name}_a", PasswordOf(second)));
        (await trial.TryAsync(null, "rotate", "postgres")).Output.ShouldContain("finish postgres");
        (await trial.TryAsync(null, "validate")).Output.ShouldContain("WRONG  the rotation of Postgres is finished");
        trial.Get("ConnectionStrings__Postgres").ShouldBe(second);

        // The old one works until nothing uses it.
        await using (var held = new NpgsqlConnection(first + ";Pooling=false"))
        {
            await held.OpenAsync();
            (await trial.TryAsync(null, "finish", "postgres")).Output.ShouldContain("has 1 connections");
            await using var command = new NpgsqlCommand("select count(*) from books", held);
            (await command.ExecuteScalarAsync()).ShouldBe(0L);
        }
        await trial.RunAsync("finish", "postgres", "--wait", "20");
        (await Should.ThrowAsync<PostgresException>(() => WhoAsync(first))).SqlState.ShouldBeOneOf("28000", "28P01");

        await trial.RunAsync("rotate", "postgres");
        var third = trial.Get("ConnectionStrings__Postgres");
        (await WhoAsync(third)).ShouldBe($"{trial.Logins.Name}_b");
        await trial.RunAsync("finish", "postgres", "--wait", "20");
        await Should.ThrowAsync<PostgresException>(() => WhoAsync(second));
        // And back again: the idle one is let in with another password.
        await trial.RunAsync("rotate", "postgres");
        (await WhoAsync(trial.Get("ConnectionStrings__Postgres"))).ShouldBe($"{trial.Logins.Name}_a");
        await Should.ThrowAsync<PostgresException>(() => WhoAsync(second));
        trial.ShouldHaveKeptItsSecrets();
    }

    [Fact]
    public async Task The_product_serves_and_works_with_a_login_that_is_only_a_member_of_its_role()
    {
        await using var trial = await SecretsTrial.CreateAsync();
        trial.Put("ConnectionStrings__Postgres", await trial.Logins.PostgresAsync(trial.Database.App));
        await trial.RunAsync("rotate", "postgres");
        await using var api = await ProductProcess.StartAsync("all", trial.Settings);
        using var person = await new Client(api.Address).SignUpAsync();
        var account = await person.OpenAccountAsync("checking", 1000);
        (
            await person.PostAsync(
                "transactions",
                new
                {
                    accountId = account,
                    amount = 5,
                    type = "expense",
                }
            )
        ).Ok();
        (await person.GetAsync("analytics/dashboard")).Ok();
        await Wait.UntilAsync(async () => await trial.Database.ScalarAsync<long>("select count(*) from outbox") == 0);
        trial.ShouldHaveKeptItsSecrets(api.Log());
    }

    [Fact]
    public async Task Redis_has_a_second_user_with_the_rights_of_the_first_and_then_the_first_goes()
    {
        await using var trial = await SecretsTrial.CreateAsync();
        var first = await trial.Logins.RedisAsync();
        trial.Put("ConnectionStrings__Redis", first);
        trial.Rest["Cache:Provider"] = "Redis";
        await using (var held = await ConnectionMultiplexer.ConnectAsync(first))
        {
            await trial.RunAsync("rotate", "redis");
            await held.GetDatabase().StringSetAsync(trial.Logins.Name, "kept");
            (await trial.TryAsync(null, "finish", "redis")).Output.ShouldContain("connections at Redis");
        }
        var second = trial.Get("ConnectionStrings__Redis");
        second.ShouldContain($"user={trial.Logins.Name}_a");
        await trial.RunAsync("finish", "redis", "--wait", "20");
        await using (var now = await ConnectionMultiplexer.ConnectAsync(second))
        {
            ((string?)await now.GetDatabase().StringGetDeleteAsync(trial.Logins.Name)).ShouldBe("kept");
        }
        await Should.ThrowAsync<RedisConnectionException>(() => ConnectionMultiplexer.ConnectAsync(first));
        (await trial.TryAsync(null, "finish", "redis")).Output.ShouldContain("no earlier login");
        trial.ShouldHaveKeptItsSecrets();
    }

    [Fact]
    public async Task RabbitMq_has_a_second_user_with_tags_and_permissions_of_the_first_and_then_the_first_goes()
    {
        await using var trial = await SecretsTrial.CreateAsync();
        var (broker, management) = await trial.Logins.RabbitMqAsync();
        trial.Put("ConnectionStrings__RabbitMq", broker);
        trial.Put("ConnectionStrings__RabbitMqManagement", management);
        trial.Rest["Messaging:Transport"] = "RabbitMq";
        await using (var worker = await ProductProcess.StartAsync("work", trial.Settings))
        {
            await trial.RunAsync("rotate", "rabbitmq");
            (await trial.TryAsync(null, "finish", "rabbitmq")).Output.ShouldContain("connections at RabbitMq");
        }
        await trial.RunAsync("finish", "rabbitmq", "--wait", "60");
        new Uri(trial.Get("ConnectionStrings__RabbitMq")).UserInfo.ShouldStartWith($"{trial.Logins.Name}_a:");
        new Uri(trial.Get("ConnectionStrings__RabbitMq")).AbsolutePath.ShouldBe(new Uri(broker).AbsolutePath);
        (await trial.TryAsync(null, "validate", "--connect")).Output.ShouldContain("ok     RabbitMQ answers");
        await using (var worker = await ProductProcess.StartAsync("work", trial.Settings))
        {
            await Wait.UntilAsync(async () => (await Broker.QueuesAsync(trial.Settings)).Count > 0);
            trial.ShouldHaveKeptItsSecrets(worker.Log());
        }
        using var http = Servers.Management();
        (await http.GetAsync($"api/users/{trial.Logins.Name}")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Sessions_and_second_factors_outlive_the_token_secret_the_master_key_and_the_signing_key()
    {
        await using var trial = await SecretsTrial.CreateAsync();
        using var person = await SignedUpAsync(trial);
        await trial.RunAsync("rotate", "jwt");
        await trial.RunAsync("rotate", "token", "--after", "0");
        await trial.RunAsync("rotate", "master", "--after", "0");
        var (token, again) = (trial.Get("Security__TokenSecret"), await trial.TryAsync(null, "rotate", "token"));
        (again.Code, trial.Get("Security__TokenSecret")).ShouldBe((1, token), again.Output);
        await ServedAsync(trial, async same => (await same.RefreshAsync()).Ok(), person);
        (await trial.RunAsync("finish", "master")).ShouldContain("keys sealed again");
        File.ReadAllText(trial.StorePath).ShouldNotContain("PreviousMasterKeys");
        await ServedAsync(
            trial,
            async same =>
            {
                (await same.RefreshAsync()).Ok();
                // Sealed under the user's key, which is sealed under the master key.
                (await same.PostAsync("auth/mfa/verify", new { token = "000000" })).ShouldFail(401, "invalid_code");
            },
            person
        );
        (await trial.RunAsync("validate", "--connect")).ShouldContain("ok     the master key opens what is sealed");
    }

    [Fact]
    public async Task A_process_that_knows_only_the_secret_before_does_not_start_again()
    {
        await using var trial = await SecretsTrial.CreateAsync();
        var old = trial.Settings;
        using var person = await SignedUpAsync(trial);
        await trial.RunAsync("rotate", "token", "--after", "0");
        await ServedAsync(trial, async same => (await same.RefreshAsync()).Ok(), person);
        await ShouldBeRefusedAsync(old);
        await ServedAsync(trial, async same => (await same.RefreshAsync()).Ok(), person);
    }

    [Fact]
    public async Task A_stray_process_with_a_secret_of_its_own_keeps_nobody_out_and_the_way_to_one_without_predecessor_is_the_command()
    {
        await using var trial = await SecretsTrial.CreateAsync();
        using var person = await SignedUpAsync(trial);
        var before = trial.Settings;
        await ShouldBeRefusedAsync(new(before, StringComparer.OrdinalIgnoreCase) { ["Security:TokenSecret"] = NewSecret.Key() });
        await ServedAsync(trial, async same => (await same.RefreshAsync()).Ok(), person);

        // The one in use leaked while the one before it still issues.
        await trial.RunAsync("rotate", "token", "--after", "3600");
        await ServedAsync(trial, async same => (await same.RefreshAsync()).Ok(), person);
        var during = trial.Settings;
        await trial.RunAsync("rotate", "token", "--leaked");
        await ShouldBeRefusedAsync(before);
        await ShouldBeRefusedAsync(during);
        await ServedAsync(trial, async same => (await same.RefreshAsync()).ShouldFail(401, "invalid_token"), person);
    }

    private static async Task ShouldBeRefusedAsync(Dictionary<string, string?> settings)
    {
        var (code, output) = await ProductProcess.RunAsync(["serve", "--urls=http://127.0.0.1:0", "--Web:MetricsPort="], settings);
        code.ShouldBe(1, output);
        output.ShouldContain("Security:TokenSecret was replaced");
    }

    private static async Task<Client> SignedUpAsync(SecretsTrial trial)
    {
        await using var api = await ProductProcess.StartAsync("all", trial.Settings);
        var person = await new Client(api.Address).SignUpAsync();
        (await person.PostAsync("auth/mfa/setup", null)).Ok();
        return person;
    }

    private static async Task ServedAsync(SecretsTrial trial, Func<Client, Task> act, Client person)
    {
        await using var api = await ProductProcess.StartAsync("all", trial.Settings);
        using var same = person.Another(person.DeviceId, api.Address);
        same.Token = person.Token;
        same.Keep(person.RefreshToken);
        await act(same);
        person.Keep(same.RefreshToken);
        trial.ShouldHaveKeptItsSecrets(api.Log());
    }

    private static string PasswordOf(string connection) => new NpgsqlConnectionStringBuilder(connection).Password!;

    private static async Task<string> WhoAsync(string connection)
    {
        await using var opened = new NpgsqlConnection(connection + ";Pooling=false");
        await opened.OpenAsync();
        await using var command = new NpgsqlCommand("select current_user::text", opened);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
