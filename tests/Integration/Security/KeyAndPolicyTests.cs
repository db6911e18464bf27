using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>Commands, the breach service, retention: what operators see to.</summary>
[TakesLong]
public sealed class KeyAndPolicyTests
{
    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static Dictionary<string, string?> Settings(TestDatabase database, string master) =>
        new(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Postgres"] = database.App,
            ["ConnectionStrings:PostgresOwner"] = new NpgsqlConnectionStringBuilder(Servers.PostgresOwner)
            {
                Database = database.Name,
            }.ConnectionString,
            ["Security:MasterKey"] = master,
            ["Security:TokenSecret"] = NewKey(),
            ["RateLimits:Enabled"] = "false",
        };

    [Fact]
    public async Task The_master_key_is_changed_without_anybody_noticing_and_the_old_one_opens_nothing_afterwards()
    {
        await using var database = await TestDatabase.CreateAsync();
        var before = Settings(database, NewKey());
        string secret;
        Client person;
        await using (var api = await ProductProcess.StartAsync("serve", before))
        {
            person = await new Client(api.Address).SignUpAsync();
            secret = (await person.PostAsync("auth/mfa/setup", null)).Ok().GetProperty("secret").GetString()!;
        }
        var during = new Dictionary<string, string?>(before, StringComparer.Ordinal)
        {
            ["Security:MasterKey"] = NewKey(),
            ["Security:PreviousMasterKeys:0"] = before["Security:MasterKey"],
        };
        var (code, output) = await ProductProcess.RunAsync(["keys", "reseal"], during);
        code.ShouldBe(0, output);
        output.ShouldContain("2 keys sealed again");

        var after = new Dictionary<string, string?>(during, StringComparer.Ordinal);
        after.Remove("Security:PreviousMasterKeys:0");
        await using (var api = await ProductProcess.StartAsync("serve", after))
        {
            // The signing key and the secret of the second factor are the same.
            person = new Client(api.Address) { Token = person.Token };
            (await person.PostAsync("auth/mfa/verify", new { token = SecondFactorTests.Code(secret, 0) })).Ok();
        }
        await using var old = await ProductProcess.StartAsync("serve", before);
        ((int)(await new Client(old.Address) { Token = person.Token }.GetAsync("accounts")).Status).ShouldBeOneOf(401, 500);
    }

    [Fact]
    public async Task The_token_secret_is_changed_without_ending_a_session_a_link_or_a_backup_code()
    {
        using var mail = new Mailbox();
        await using var database = await TestDatabase.CreateAsync();
        var before = Settings(database, NewKey()).And(mail.Settings);
        var after = new Dictionary<string, string?>(before, StringComparer.Ordinal)
        {
            ["Security:TokenSecret"] = NewKey(),
            ["Security:PreviousTokenSecrets:0"] = $"{before["Security:TokenSecret"]}@{TimeProvider.System.GetUtcNow():O}",
        };
        Client person;
        string link;
        string[] codes;
        await using (var api = await TestHost.StartAsync("all", database.App, before))
        {
            person = await api.Client().SignUpAsync();
            link = await mail.TokenAsync(person.Email, "Confirm");
            var setup = (await person.PostAsync("auth/mfa/setup", null)).Ok();
            codes = [.. setup.GetProperty("backupCodes").EnumerateArray().Select(c => c.GetString()!)];
            var code = SecondFactorTests.Code(setup.GetProperty("secret").GetString()!, 0);
            (await person.PostAsync("auth/mfa/verify", new { token = code })).Ok();
        }
        await using (var api = await TestHost.StartAsync("all", database.App, after))
        {
            var same = person.Another(person.DeviceId, api.Address);
            (await same.RefreshAsync(person.RefreshToken)).Ok();
            (await same.PostAsync("auth/verify-email", new { token = link })).Ok();
            var challenge = (await same.SignInAsync())["mfaToken"].GetString();
            (await same.PostAsync("auth/mfa/verify", new { mfaToken = challenge, token = codes[0] })).Ok();
            (await same.RefreshAsync()).Ok();
            person = same;
        }
        // What the new secret issued would be nothing to a process that knows only the old one.
        (await Should.ThrowAsync<InvalidOperationException>(() => TestHost.StartAsync("all", database.App, before))).Message.ShouldContain(
            "Security:TokenSecret was replaced"
        );
    }

    [Fact]
    public async Task The_first_administrator_is_made_by_a_command_and_by_nothing_else()
    {
        await using var database = await TestDatabase.CreateAsync();
        // What an administrator needs beside the role is asked elsewhere (StepUpTests).
        var settings = Settings(database, NewKey());
        settings["Security:AdminsNeedMfa"] = "false";
        await using var api = await ProductProcess.StartAsync("serve", settings);
        var person = await new Client(api.Address).SignUpAsync();
        (await database.ScalarAsync<long>("select count(*) from users where role = 'admin'")).ShouldBe(0);
        (await person.GetAsync("admin/users")).ShouldFail(403, "forbidden");
        (await ProductProcess.RunAsync(["admin", "grant", "nobody@rupaya.example"], settings)).Code.ShouldBe(1);
        (await ProductProcess.RunAsync(["admin", "grant", person.Email.ToUpperInvariant()], settings)).Code.ShouldBe(0);
        (await person.GetAsync("admin/users")).Ok();
        (await ProductProcess.RunAsync(["admin", "revoke", person.Email], settings)).Code.ShouldBe(0);
        (await person.GetAsync("admin/users")).ShouldFail(403, "forbidden");
        var (code, output) = await ProductProcess.RunAsync(["audit", "verify", api.LogFile], settings);
        code.ShouldBe(0, output);
    }

    [Fact]
    public async Task The_breach_service_is_asked_for_a_range_only_and_refuses_nobody_when_it_is_away()
    {
        await using var range = await RangeAsync("Uncommon-Horse-42!");
        await using var database = await TestDatabase.CreateAsync();
        var settings = Settings(database, NewKey());
        settings["Security:BreachRangeUrl"] = $"{range.Address}range/";
        await using var api = await ProductProcess.StartAsync("serve", settings);
        var person = await new Client(api.Address).SignUpAsync();
        var breached = await ChangeAsync(person, "Uncommon-Horse-42!");
        breached.ShouldFail(400, "validation_failed");
        breached["errors"].GetProperty("newPassword")[0].GetString().ShouldBe("This password has been breached");
        range.Paths.ShouldAllBe(p => p.Length == "/range/ABCDE".Length);
        (await ChangeAsync(person, "Uncommon-Horse-43!")).Ok();
        await range.DisposeAsync();
        (
            await person.PostAsync(
                "auth/change-password",
                new { currentPassword = "Uncommon-Horse-43!", newPassword = "Uncommon-Horse-42!" }
            )
        ).Ok();
    }

    [Fact]
    public async Task Old_audit_rows_are_purged_and_the_rest_still_verifies()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("serve", database.App);
        var person = await host.Client().SignUpAsync();
        for (var i = 0; i < 5; i++)
        {
            (await person.PutAsync("user/profile", new { name = $"N{i}" })).Ok();
        }
        // Three rows are old: the chain of times is written anew as the database would have, three years ago.
        await database.RunAsync(
            """
            alter table audit_log disable trigger seal_audit;
            update audit_log set at = at - interval '3 years' where n <= 3;
            do $$ declare r audit_log; h bytea := decode(repeat('00', 32), 'hex'); begin
                for r in select * from audit_log order by n loop
                    r.prev_hash := h; h := audit_hash(r);
                    update audit_log set prev_hash = r.prev_hash, hash = h where n = r.n;
                end loop;
                update audit_heads set hash = h;
            end $$;
            alter table audit_log enable trigger seal_audit;
            """
        );
        (await VerifyAsync(database)).ShouldBe(new AuditReport(6, null));
        await using var worker = await TestHost.StartAsync("work", database.App);
        await Wait.UntilAsync(async () => await database.ScalarAsync<long>("select count(*) from audit_log") == 3);
        (await VerifyAsync(database)).ShouldBe(new AuditReport(3, null));
        (await person.PutAsync("user/profile", new { name = "Last" })).Ok();
        (await VerifyAsync(database)).ShouldBe(new AuditReport(4, null));
        // Who cuts more than was purged is found.
        await database.RunAsync("delete from audit_log where n = 4");
        (await VerifyAsync(database)).Problem!.ShouldContain("Row 4");
    }

    [Fact]
    public async Task Revoking_the_newest_key_makes_one_that_lives_as_long_as_its_tokens()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = Settings(database, NewKey());
        await using var api = await ProductProcess.StartAsync("serve", settings);
        var person = await new Client(api.Address).SignUpAsync();
        (await ProductProcess.RunAsync(["keys", "rotate"], settings)).Code.ShouldBe(0);
        var newest = await database.ScalarAsync<string>("select key_id from signing_keys where expires_at is null");
        (await ProductProcess.RunAsync(["keys", "revoke", newest], settings)).Code.ShouldBe(0);
        (await database.ScalarAsync<long>("select count(*) from signing_keys where expires_at is null and key_id <> $1", newest)).ShouldBe(
            1
        );
        (await ProductProcess.RunAsync(["keys", "revoke", "unknown"], settings)).Code.ShouldBe(1);
        (await person.GetAsync("accounts")).Ok();
    }

    [Fact]
    public async Task Users_from_before_there_were_keys_get_one_however_many_writes_come_first()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("serve", database.App);
        var person = await host.Client().SignUpAsync();
        await database.RunAsync("delete from user_keys");
        var secrets = Enumerable.Range(0, 5).Select(_ => person.PostAsync("auth/mfa/setup", null));
        var others = Enumerable.Range(0, 5).Select(_ => person.SignInAsync("WrongPass123!"));
        await Task.WhenAll([.. secrets, .. others]);
        (await person.PostAsync("auth/mfa/verify", new { token = "000000" })).ShouldFail(401, "invalid_code");
    }

    [Fact]
    public async Task A_log_that_is_not_there_is_named()
    {
        await using var database = await TestDatabase.CreateAsync();
        var (code, output) = await ProductProcess.RunAsync(["audit", "verify", "/nowhere/app.log"], Settings(database, NewKey()));
        code.ShouldBe(1);
        output.ShouldContain("there is no log /nowhere/app.log");
    }

    [Fact]
    public async Task Two_processes_that_start_together_on_a_new_database_agree_on_one_signing_key()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = Settings(database, NewKey());
        var apis = await Task.WhenAll(ProductProcess.StartAsync("serve", settings), ProductProcess.StartAsync("serve", settings));
        var person = await new Client(apis[0].Address).SignUpAsync();
        (await new Client(apis[1].Address) { Token = person.Token }.GetAsync("accounts")).Ok();
        (await database.ScalarAsync<long>("select count(*) from signing_keys")).ShouldBe(1);
        foreach (var api in apis)
        {
            await api.DisposeAsync();
        }
    }

    private static Task<AuditReport> VerifyAsync(TestDatabase database) =>
        new AuditVerifier(database.Owner).VerifyAsync([], DateTimeOffset.MinValue, CancellationToken.None);

    private static Task<Reply> ChangeAsync(Client person, string newPassword) =>
        person.PostAsync("auth/change-password", new { currentPassword = Client.Password, newPassword });

    /// <summary>A service that speaks the range protocol and knows one breached password.</summary>
    private static async Task<RangeService> RangeAsync(string breached)
    {
#pragma warning disable CA5350 // The protocol's hash.
        var hash = Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(breached)));
#pragma warning restore CA5350
        var app = Loopback.App();
        var service = new RangeService(app);
        app.MapGet(
            "/range/{prefix}",
            (string prefix, HttpContext http) =>
            {
                service.Paths.Add(http.Request.Path);
                return prefix == hash[..5]
                    ? $"0018A45C4D1DEF81644B54AB7F969B88D65:0\r\n{hash[5..]}:17\r\n"
                    : "0018A45C4D1DEF81644B54AB7F969B88D65:3\r\n";
            }
        );
        await app.StartAsync();
        return service;
    }

    private sealed class RangeService(WebApplication app) : IAsyncDisposable
    {
        public Uri Address => new(app.Urls.First() + "/");

        public System.Collections.Concurrent.ConcurrentBag<string> Paths { get; } = [];

        public async ValueTask DisposeAsync() => await app.DisposeAsync();
    }
}
