using System.Globalization;
using Npgsql;
using Rupaya.Integration.Fixtures;
using Rupaya.Upgrade.Rehearsal;

namespace Rupaya.Integration.Recovery;

/// <summary><c>restored</c> where a process has another login than the settings, and where an erasure fails.</summary>
public sealed class RestoredAgainstOddsTests
{
    [Fact]
    public async Task A_process_under_whichever_login_of_the_product_keeps_it_out_and_a_superuser_does_not()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var logins = new TrialLogins();
        await using var superuser = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Servers.PostgresAdmin) { Database = database.Name, Pooling = false }.ConnectionString
        );
        await superuser.OpenAsync();
        await using (var other = new NpgsqlConnection(await logins.PostgresAsync(database.App) + ";Pooling=false"))
        {
            await other.OpenAsync();
            var (refused, told) = await TellAsync(database);
            refused.ShouldBe(1, told);
            told.ShouldContain("1 connections of the product are open; stop its processes first");
        }
        var (code, output) = await TellAsync(database);
        code.ShouldBe(0, output);
    }

    [Fact]
    public async Task An_erasure_that_fails_is_told_however_many_others_were_due()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (kept, due) = (default(Client)!, default(Client)!);
        await using (var process = await ProductProcess.StartAsync("serve", LostFuture.SettingsOf(database)))
        {
            kept = await new Client(process.Address).SignUpAsync();
            due = await new Client(process.Address).SignUpAsync();
        }
        await database.RunAsync(
            $"""
            create function keep_user() returns trigger language plpgsql as $$ begin raise exception 'kept'; end $$;
            create trigger keep_user before delete on users for each row when (old.user_id = '{kept.UserId}') execute function keep_user();
            update users set erase_at = now() where user_id = '{due.UserId}';
            """
        );
        var erasures = Path.GetTempFileName();
        await File.WriteAllTextAsync(erasures, $"{kept.UserId}");
        var (code, output) = await TellAsync(database, "--erasures", erasures);
        output.ShouldContain("0 users were erased again; 1 could not be.");
        code.ShouldBe(1, output);
        (await database.ScalarAsync<Guid[]>("select array_agg(user_id) from users")).ShouldBe([kept.UserId]);

        await database.RunAsync("drop trigger keep_user on users");
        (code, output) = await TellAsync(database, "--erasures", erasures);
        File.Delete(erasures);
        output.ShouldContain("1 users were erased again.");
        code.ShouldBe(0, output);
    }

    private static Task<(int Code, string Output)> TellAsync(TestDatabase database, params string[] options)
    {
        var to = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        return ProductProcess.RunAsync(["restored", "--to", to, .. options], LostFuture.SettingsOf(database));
    }
}
