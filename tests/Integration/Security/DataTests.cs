using System.Text;
using Npgsql;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>S22 to S26: what is stored, what is audited, what an erasure leaves, what is refused towards distant servers. What the application's role may not do is in SchemaTests as well.</summary>
public abstract class DataTests(Deployment product)
{
    [Fact]
    public async Task S22_a_dump_of_the_database_holds_nothing_that_can_be_presented()
    {
        var person = await product.SignedUpAsync();
        (await person.PostAsync("auth/forgot-password", new { email = person.Email })).Ok();
        var tokens = new List<string>
        {
            person.RefreshToken!,
            person.Token!,
            await product.Mail.TokenAsync(person.Email, "Confirm"),
            await product.Mail.TokenAsync(person.Email, "Set a new password"),
            Client.Password,
        };
        var setup = (await person.PostAsync("auth/mfa/setup", null)).Ok();
        tokens.Add(setup.GetProperty("secret").GetString()!);
        tokens.AddRange(setup.GetProperty("backupCodes").EnumerateArray().Select(c => c.GetString()!));

        var dump = await DumpAsync();
        dump.ShouldContain(person.Email);
        tokens.ShouldAllBe(t => !dump.Contains(t, StringComparison.Ordinal));
        // Of what stands before the MAC an id is in the database; the MAC is not, in no encoding.
        foreach (var token in tokens.Where(t => t.Length == 70))
        {
            var mac = System.Buffers.Text.Base64Url.DecodeFromChars(token)[20..];
            mac.Length.ShouldBe(32);
            dump.ShouldNotContain(Convert.ToHexStringLower(mac));
            dump.ShouldNotContain(Convert.ToBase64String(mac));
        }
    }

    [Fact]
    public async Task S22_the_servers_have_no_well_known_logins()
    {
        var rabbit = new UriBuilder(Servers.RabbitMq) { UserName = "guest", Password = "guest" };
        await Should.ThrowAsync<RabbitMQ.Client.Exceptions.BrokerUnreachableException>(() =>
            new RabbitMQ.Client.ConnectionFactory { Uri = rabbit.Uri }.CreateConnectionAsync()
        );
        foreach (
            var (user, password) in new[] { ("postgres", ""), ("postgres", "postgres"), ("rupaya_app", "rupaya"), ("rupaya_owner", "") }
        )
        {
            var login = new NpgsqlConnectionStringBuilder(Servers.Postgres)
            {
                Username = user,
                Password = password,
                Pooling = false,
            };
            await using var source = NpgsqlDataSource.Create(login);
            await Should.ThrowAsync<NpgsqlException>(async () => await source.OpenConnectionAsync());
        }
        var redis = Servers.Redis.Split(',')[0];
        using var tcp = new System.Net.Sockets.TcpClient();
        await tcp.ConnectAsync("127.0.0.1", int.Parse(redis.Split(':')[1]));
        await tcp.GetStream().WriteAsync("GET a\r\n"u8.ToArray());
        using var reader = new StreamReader(tcp.GetStream());
        (await reader.ReadLineAsync())!.ShouldStartWith("-NOAUTH");
    }

    [Theory]
    [InlineData("update audit_log set data = '{\"a\":1}' where subject_id = $1 and n = 2", "Row 2 of subject {0} was changed")]
    [InlineData("update audit_log set at = at + interval '1 second' where subject_id = $1 and n = 1", "Row 1 of subject {0} was changed")]
    [InlineData("update audit_log set personal = 'x' where subject_id = $1 and n = 1", "Row 1 of subject {0} was changed")]
    [InlineData("delete from audit_log where subject_id = $1 and n = 2", "Row 2 of subject {0} is missing")]
    [InlineData(
        "update audit_log set n = case n when 2 then 3 else 2 end where subject_id = $1 and n in (2, 3)",
        "Row 2 of subject {0} was changed"
    )]
    [InlineData(
        "insert into audit_log select subject_id, 6, at, event, actor_id, data, personal, prev_hash, hash from audit_log where subject_id = $1 and n = 5",
        "Row 6 of subject {0} was changed"
    )]
    [InlineData("delete from audit_log where subject_id = $1 and n >= 4", "The tail of subject {0} was cut")]
    public async Task S23_whoever_touches_the_audit_log_is_found_at_the_first_bad_row(string sql, string problem)
    {
        var subject = await ChainAsync();
        await using var copy = await CopyAsync();
        (await VerifyAsync(copy)).Problem.ShouldBeNull();
        await TamperAsync(copy, sql, subject);
        (await VerifyAsync(copy)).Problem!.ShouldStartWith(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, problem, subject)
        );
    }

    [Fact]
    public async Task S23_a_cut_tail_and_a_chain_made_anew_are_found_by_the_log_stream()
    {
        var subject = await ChainAsync();
        await using var copy = await CopyAsync();
        // A superuser who cuts the tail and mends the head leaves a chain that is intact in itself.
        await TamperAsync(copy, "delete from audit_log where subject_id = $1 and n >= 4", subject);
        await TamperAsync(
            copy,
            "update audit_heads h set n = 3, hash = l.hash from audit_log l where l.subject_id = h.subject_id and l.n = 3 and h.subject_id = $1",
            subject
        );
        (await VerifyAsync(copy)).Problem.ShouldBeNull();
        (await VerifyAsync(copy, product.Log)).Problem!.ShouldBe(
            $"Row 4 of subject {subject} stands in the log stream but is missing: the chain was cut."
        );
        // One who writes the chain anew, hashes and all, is found as well.
        await TamperAsync(copy, "update audit_log set data = '{\"forged\":true}' where subject_id = $1 and n = 3", subject);
        await TamperAsync(copy, "update audit_log l set hash = audit_hash(l) where subject_id = $1 and n = 3", subject);
        await TamperAsync(
            copy,
            "update audit_heads h set hash = l.hash from audit_log l where l.subject_id = h.subject_id and l.n = 3 and h.subject_id = $1",
            subject
        );
        (await VerifyAsync(copy)).Problem.ShouldBeNull();
        (await VerifyAsync(copy, product.Log)).Problem!.ShouldContain("made anew");
    }

    [Fact]
    public async Task S23_the_command_verifies_with_the_logs_and_the_applications_role_is_denied()
    {
        await ChainAsync();
        var (code, output) = await ProductProcess.RunAsync(
            ["audit", "verify", .. product.Processes.Select(p => p.LogFile)],
            product.Settings
        );
        code.ShouldBe(0, output);
        output.ShouldContain("rows are intact");
        output.ShouldNotContain(" 0 heads");
        await using var app = NpgsqlDataSource.Create(product.Database.App);
        foreach (
            var sql in new[] { "update audit_log set n = 0", "delete from audit_log", "truncate audit_log", "update audit_heads set n = 0" }
        )
        {
            await using var command = app.CreateCommand(sql);
            (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState.ShouldBe("42501");
        }
    }

    [Fact]
    public async Task S24_each_event_is_logged_once_in_UTC_and_without_a_secret()
    {
        var (phone, secrets) = (await product.SignedUpAsync(), new List<string> { Client.Password, "SecurePass456!" });
        var admin = await product.SignedUpAsync();
        var book = await phone.DefaultBookAsync();
        (await phone.PostAsync("auth/verify-email", new { token = await TokenAsync(phone, "Confirm", secrets) })).Ok();
        (await phone.SignInAsync("WrongPass123!")).ShouldFail(401, "invalid_credentials");
        (await phone.RefreshAsync()).Ok();
        var setup = (await phone.PostAsync("auth/mfa/setup", null)).Ok();
        secrets.Add(setup.GetProperty("secret").GetString()!);
        secrets.AddRange(setup.GetProperty("backupCodes").EnumerateArray().Select(c => c.GetString()!));
        (await phone.PostAsync("auth/mfa/verify", new { token = SecondFactorTests.Code(secrets[3], 0) })).Ok();
        var challenge = (await phone.SignInAsync()).Ok().GetProperty("mfaToken").GetString()!;
        secrets.Add(challenge);
        (await phone.PostAsync("auth/mfa/verify", new { token = "000000", mfaToken = challenge })).ShouldFail(401, "invalid_code");
        var backup = setup.GetProperty("backupCodes")[0].GetString();
        var signedIn = await phone.PostAsync("auth/mfa/verify", new { token = backup, mfaToken = challenge });
        signedIn.Ok();
        phone.Take(signedIn);
        (
            await phone.PostAsync(
                "auth/mfa/disable",
                new { password = Client.Password, token = setup.GetProperty("backupCodes")[1].GetString() }
            )
        ).Ok();
        (await phone.PostAsync("auth/change-password", new { currentPassword = Client.Password, newPassword = "SecurePass456!" })).Ok();
        (await phone.PostAsync("auth/forgot-password", new { email = phone.Email })).Ok();
        (await phone.PutAsync("user/profile", new { name = "Asha" })).Ok();
        (await phone.PutAsync("user/settings", new { weeklyReport = true })).Ok();
        await phone.DownloadAsync("user/export");
        (await phone.GetAsync("admin/users")).ShouldFail(403, "forbidden");
        (await phone.PostAsync($"books/{book}/invitations", new { email = admin.Email, role = "viewer" })).Ok();
        (await admin.PostAsync("books/invitations/accept", new { token = await TokenAsync(admin, "invited", secrets) })).Ok();
        (await phone.PutAsync($"books/{book}/members/{admin.UserId}", new { role = "editor" })).Ok();
        (await phone.DeleteAsync($"books/{book}/members/{admin.UserId}")).Ok();
        await product.Database.RunAsync($"update users set role = 'admin' where user_id = '{admin.UserId}'");
        (await admin.PostAsync($"admin/users/{phone.UserId}/unlock", null)).Ok();
        (await admin.PostAsync($"admin/users/{phone.UserId}/ban", null)).Ok();
        (await phone.SignInAsync("SecurePass456!")).ShouldFail(403, "account_banned");
        (await admin.PostAsync($"admin/users/{phone.UserId}/unban", null)).Ok();
        (await phone.SignInAsync("SecurePass456!")).Ok();
        secrets.AddRange([phone.RefreshToken!, phone.Token!]);
        (await phone.PostAsync("auth/signout", null)).Ok();

        string[] expected =
        [
            "user.signed_up",
            "email.verified",
            "signin.failed",
            "mfa.set_up",
            "mfa.enabled",
            "signin.challenged",
            "mfa.failed",
            "mfa.backup_code_used",
            "signin.succeeded",
            "mfa.backup_code_used",
            "mfa.disabled",
            "password.changed",
            "password.reset_requested",
            "profile.changed",
            "settings.changed",
            "data.exported",
            "admin.refused",
            "book.invited",
            "account.unlocked",
            "account.banned",
            "signin.refused",
            "account.unbanned",
            "signin.succeeded",
            "signed_out",
        ];
        (await EventsAsync(phone.UserId)).ShouldBe(expected);
        (await EventsAsync(admin.UserId)).ShouldBe([
            "user.signed_up",
            "book.joined",
            "book.role_changed",
            "book.removed",
            "admin.call",
            "admin.call",
            "admin.call",
        ]);
        await Wait.UntilAsync(() => Task.FromResult(Logged(phone.UserId).Count() == expected.Length));
        var lines = Logged(phone.UserId).ToList();
        lines.Select(l => l.Event).Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal));
        lines.ShouldAllBe(l => l.Line.Contains("Z: row ", StringComparison.Ordinal));
        var log = string.Join('\n', product.Log);
        secrets.ShouldAllBe(s => !log.Contains(s, StringComparison.Ordinal));
        log.ShouldNotContain(phone.Email);
    }

    [Fact]
    public async Task S25_an_erased_person_is_gone_and_their_household_goes_on()
    {
        var (asha, ravi, meena) = (await product.SignedUpAsync(), await product.SignedUpAsync(), await product.SignedUpAsync());
        var book = await asha.DefaultBookAsync();
        var account = await asha.OpenAccountAsync(opening: 1000);
        (await asha.ExpenseAsync(account, 12)).Ok();
        foreach (var (guest, role) in new[] { (ravi, "viewer"), (meena, "editor") })
        {
            (await asha.PostAsync($"books/{book}/invitations", new { email = guest.Email, role })).Ok();
            var token = await product.Mail.TokenAsync(guest.Email, "invited");
            (await guest.PostAsync("books/invitations/accept", new { token })).Ok();
            guest.BookId = book.ToString();
        }
        (await meena.ExpenseAsync(account, 8)).Ok();
        // Another book of hers nobody else sees.
        var own = (await asha.PostAsync("books", new { name = "Alone" })).Ok().GetProperty("bookId").GetGuid();
        var before = (await ravi.GetAsync("transactions")).Text;

        ((int)(await asha.DeleteAsync("user/account", new { password = Client.Password })).Status).ShouldBe(202);
        (await asha.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        await product.Database.RunAsync($"update users set erase_at = now() where user_id = '{asha.UserId}'");
        await Wait.UntilAsync(async () =>
            await product.Database.ScalarAsync<long>("select count(*) from users where user_id = $1", asha.UserId) == 0
        );

        (await asha.SignInAsync()).ShouldFail(401, "invalid_credentials");
        (await ravi.GetAsync("transactions")).Text.ShouldBe(before);
        (await ravi.BalanceAsync(account)).ShouldBe(980);
        // The editor inherits, although the viewer is longer there.
        var members = (await meena.GetAsync($"books/{book}/members")).Ok();
        members
            .EnumerateArray()
            .Select(m => (m.GetProperty("userId").GetGuid(), m.GetProperty("role").GetString()))
            .ShouldBe([(ravi.UserId, "viewer"), (meena.UserId, "owner")]);
        (
            await product.Database.ScalarAsync<long>("select count(*) from changes where actor_id = $1 and book_id = $2", asha.UserId, book)
        ).ShouldBeGreaterThan(0);
        foreach (var table in await BookTablesAsync())
        {
            (await product.Database.ScalarAsync<long>($"select count(*) from {table} where book_id = $1", own)).ShouldBe(0, table);
        }
        var dump = await DumpAsync();
        dump.ShouldNotContain(asha.Email);
        // The audit log stays, provable and unreadable.
        (await EventsAsync(asha.UserId)).ShouldContain("account.erased");
        (await VerifyAsync(product.Database, product.Log)).Problem.ShouldBeNull();
        await Consistency.ShouldHoldAsync(product.Database);
    }

    [Fact]
    public async Task S25_signing_in_before_the_time_cancels_the_erasure()
    {
        var asha = await product.SignedUpAsync();
        var reply = await asha.DeleteAsync("user/account", new { password = Client.Password });
        ((int)reply.Status).ShouldBe(202);
        (reply["eraseAt"].GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).TotalDays.ShouldBeInRange(13.9, 14.1);
        (await asha.SignInAsync()).Ok();
        (await asha.GetAsync("accounts")).Ok();
        (await product.Database.ScalarAsync<bool>("select erase_at is null from users where user_id = $1", asha.UserId)).ShouldBeTrue();
    }

    [Fact]
    public async Task S26_processes_refuse_to_talk_to_distant_servers_in_the_clear()
    {
        foreach (
            var (name, value) in new[]
            {
                ("ConnectionStrings:Postgres", "Host=db.example;Username=a;Password=canary-secret"),
                ("ConnectionStrings:Postgres", "Host=127.0.0.1,10.0.0.5;Username=a;Password=canary-secret;SSL Mode=Prefer"),
                ("ConnectionStrings:Redis", "cache.example:6379,password=canary-secret"),
                ("ConnectionStrings:RabbitMq", "amqp://a:canary-secret@broker.example/"),
            }
        )
        {
            var settings = new Dictionary<string, string?>(product.Settings, StringComparer.Ordinal)
            {
                [name] = value,
                ["Cache:Provider"] = "Redis",
                ["Messaging:Transport"] = "RabbitMq",
            };
            settings.TryAdd("ConnectionStrings:Redis", Servers.Redis);
            settings.TryAdd("ConnectionStrings:RabbitMq", Servers.RabbitMq);
            var (code, output) = await ProductProcess.RunAsync(["serve", "--urls=http://127.0.0.1:0"], settings);
            code.ShouldBe(1, output);
            output.ShouldContain("must use TLS");
            output.ShouldNotContain("canary-secret");
        }
    }

    [Theory]
    [InlineData("Security:MasterKey", "", "Security:MasterKey is not set")]
    [InlineData("Security:MasterKey", "c2hvcnQ=", "Security:MasterKey")]
    [InlineData("Security:TokenSecret", "c2hvcnQ=", "Security:TokenSecret")]
    [InlineData("Security:Argon2:MemoryKib", "1024", "Security:Argon2")]
    [InlineData("Web:Origins:0", "*", "Web:Origins")]
    [InlineData("Web:TrustedProxies:0", "everybody", "Web:TrustedProxies")]
    [InlineData("RateLimits:Auth:Limit", "0", "RateLimits")]
    [InlineData("Mail:Host", "mail.example", "Mail:Tls")]
    [InlineData("Mail:From", "nobody", "Mail:From")]
    [InlineData("Webhooks:TimeoutSeconds", "0", "Webhooks:TimeoutSeconds")]
    [InlineData("Database:MaxPoolSize", "0", "Database:MaxPoolSize must be 1 to 10000.")]
    [InlineData("Database:MaxPoolSize", "many", "Database:MaxPoolSize")]
    [InlineData("Messaging:Transport", "Pigeon", "Messaging:Transport")]
    [InlineData("Messaging:Effects:raise-alerts:MaxAttempts", "0", "Messaging:Effects:raise-alerts:MaxAttempts")]
    [InlineData("Cache:Provider", "Disk", "Cache:Provider")]
    [InlineData("Cache:Minutes", "0", "Cache:Minutes")]
    [InlineData("Alerts:UnusualBasis", "0", "Alerts:UnusualBasis")]
    [InlineData("Housekeeping:Seconds", "0", "Housekeeping:Seconds")]
    [InlineData("Retention:AlertDays", "400", "Retention:AlertDays must be 732")]
    [InlineData("Overdraft:Checking", "-1", "Overdraft:Checking")]
    [InlineData("Telemetry:OtlpEndpoint", "http://collector.example:4318", "Telemetry:OtlpEndpoint must be https")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector", "OTEL_EXPORTER_OTLP_ENDPOINT")]
    public async Task A_missing_or_weak_setting_stops_the_start_and_is_named(string name, string value, string problem)
    {
        var settings = new Dictionary<string, string?>(product.Settings, StringComparer.Ordinal) { [name] = value, ["Mail:Tls"] = "false" };
        var (code, output) = await ProductProcess.RunAsync(["all", "--urls=http://127.0.0.1:0"], settings);
        code.ShouldBe(1, output);
        output
            .Split('\n')
            .ShouldContain(l => l.StartsWith("rupaya: ", StringComparison.Ordinal) && l.Contains(problem, StringComparison.Ordinal));
        output.ShouldNotContain("c2hvcnQ=");
    }

    private static async Task<string> TokenAsync(Client person, string subject, List<string> secrets, Mailbox mail)
    {
        secrets.Add(await mail.TokenAsync(person.Email, subject));
        return secrets[^1];
    }

    private Task<string> TokenAsync(Client person, string subject, List<string> secrets) =>
        TokenAsync(person, subject, secrets, product.Mail);

    /// <summary>Somebody with five rows in the audit log.</summary>
    private async Task<Guid> ChainAsync()
    {
        var person = await product.SignedUpAsync();
        for (var i = 0; i < 4; i++)
        {
            (await person.PutAsync("user/profile", new { name = $"Name {i}" })).Ok();
        }
        return person.UserId;
    }

    private Task<string[]> EventsAsync(Guid userId) =>
        product.Database.ScalarAsync<string[]>(
            "select coalesce(array_agg(event order by n), '{}') from audit_log where subject_id = $1",
            userId
        );

    private IEnumerable<(string Event, string Line)> Logged(Guid userId) =>
        product
            .Log.Where(l => l.StartsWith('{') && l.Contains("Audit ", StringComparison.Ordinal))
            .Where(l => l.Contains($" of {userId} by ", StringComparison.Ordinal))
            .Select(l => (System.Text.Json.JsonElement.Parse(l).GetProperty("context").GetProperty("event").GetString()!, l));

    private static async Task<AuditReport> VerifyAsync(TestDatabase database, IEnumerable<string>? log = null) =>
        await new AuditVerifier(database.Owner).VerifyAsync(
            [.. AuditVerifier.ReadLog(log ?? []).Where(h => h.N > 0)],
            DateTimeOffset.MinValue,
            CancellationToken.None
        );

    /// <summary>The audit log in a database of its own, to be tampered with.</summary>
    private async Task<TestDatabase> CopyAsync()
    {
        var copy = await TestDatabase.CreateAsync();
        await copy.RunAsync("alter table audit_log disable trigger seal_audit");
        foreach (var table in new[] { "audit_log", "audit_heads" })
        {
            await using var from = await product.Database.Owner.OpenConnectionAsync();
            await using var to = await copy.Owner.OpenConnectionAsync();
            await using var export = await from.BeginRawBinaryCopyAsync($"copy {table} to stdout (format binary)");
            await using var import = await to.BeginRawBinaryCopyAsync($"copy {table} from stdin (format binary)");
            await export.CopyToAsync(import);
        }
        return copy;
    }

    private static async Task TamperAsync(TestDatabase copy, string sql, Guid subject)
    {
        // Swapping two rows passes through a moment where both have one number.
        await copy.RunAsync("alter table audit_log drop constraint if exists audit_log_pkey");
        await using var command = copy.Owner.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = subject });
        (await command.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);
    }

    private async Task<List<string>> BookTablesAsync()
    {
        await using var command = product.Database.Owner.CreateCommand(
            "select distinct table_name from information_schema.columns where table_schema = 'public' and column_name = 'book_id'"
        );
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await reader.ReadAsync())
        {
            tables.Add(reader.GetString(0));
        }
        tables.Count.ShouldBeGreaterThan(13);
        return tables;
    }

    /// <summary>Every row of every table as text.</summary>
    private async Task<string> DumpAsync()
    {
        var tables = await product.Database.ScalarAsync<string[]>(
            "select array_agg(tablename::text) from pg_tables where schemaname = 'public'"
        );
        var dump = new StringBuilder();
        foreach (var table in tables)
        {
            dump.Append(
                await product.Database.ScalarAsync<string>($"select coalesce(string_agg(t::text, chr(10)), '') from \"{table}\" t")
            );
        }
        return dump.ToString();
    }
}

[Collection(Embedded.Name)]
public sealed class EmbeddedDataTests(EmbeddedDeployment product) : DataTests(product);

[Collection(Full.Name)]
public sealed class FullDataTests(FullDeployment product) : DataTests(product);
