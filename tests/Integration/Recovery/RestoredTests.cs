using System.Globalization;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Recovery;

/// <summary>What clients and people meet after a restore of which the database was told, and what the next one meets.</summary>
public sealed class RestoredTests
{
    [Fact]
    public async Task Clients_that_are_ahead_begin_anew_and_no_number_is_used_twice()
    {
        var (owner, since, ahead, etag) = (default(Client)!, 0L, 0L, "");
        var (account, expense) = (Guid.Empty, Guid.Empty);
        await using var lost = await LostFuture.LiveAsync(
            async address =>
            {
                owner = await new Client(address).SignUpAsync();
                account = await owner.OpenAccountAsync(opening: 1000);
                expense = (await owner.ExpenseAsync(account, 1)).Ok().GetProperty("transactionId").GetGuid();
                since = await HeadAsync(owner);
            },
            async (process, _) =>
            {
                using var phone = owner.Another("phone", process.Address);
                (await phone.SignInAsync()).Ok();
                etag = (await phone.PutAsync($"transactions/{expense}", new { amount = 2 })).Headers.ETag!.Tag;
                await SpendAsync(phone, account, 10);
                ahead = await HeadAsync(phone);
                return "";
            }
        );
        ahead.ShouldBe(since + 11);
        var (code, output) = await lost.TellAsync("--reason", "a test");
        code.ShouldBe(0, output);
        (await lost.Restored.ScalarAsync<string>("select reason from restores")).ShouldBe("a test");

        await using var process = await ProductProcess.StartAsync("all", lost.Settings);
        using var after = owner.Another("phone", process.Address);
        (await after.SignInAsync()).Ok();
        var reset = await after.GetAsync($"sync?since={ahead}");
        reset.ShouldFail(409, "sync_reset");
        reset["epoch"].GetInt32().ShouldBe(2);
        (await after.GetAsync($"sync/stream?since={ahead}")).ShouldFail(409, "sync_reset");
        // The first change after it would have had the number of the first that was lost.
        (await after.PutAsync($"transactions/{expense}", new { amount = 3 })).Ok();
        (await after.PutAsync($"transactions/{expense}", new { amount = 4 }, ("If-Match", etag))).ShouldFail(412, "stale_version");
        // Also when more was written since than the phone had been ahead.
        await SpendAsync(after, account, 20);
        (await after.GetAsync($"sync?since={ahead}")).ShouldFail(409, "sync_reset");

        // Who had seen nothing of it goes on where they were, and a page has as many changes as ever.
        var page = (await after.GetAsync($"sync?since={since}&limit=500")).Ok();
        page.GetProperty("hasMore").GetBoolean().ShouldBeFalse();
        page.GetProperty("transactions").GetArrayLength().ShouldBe(21);
        var (transactions, at) = (new HashSet<Guid>(), 0L);
        for (var more = true; more; )
        {
            page = (await after.GetAsync($"sync?since={at}&limit=7")).Ok();
            page.GetProperty("seq").GetInt64().ShouldBeGreaterThan(at);
            at = page.GetProperty("seq").GetInt64();
            transactions.UnionWith(page.GetProperty("transactions").EnumerateArray().Select(t => t.GetProperty("transactionId").GetGuid()));
            more = page.GetProperty("hasMore").GetBoolean();
        }
        transactions.Count.ShouldBe(21);
        (await after.BalanceAsync(account)).ShouldBe(1000 - 3 - 20);
        await Wait.UntilAsync(async () =>
            await lost.Restored.ScalarAsync<long>(
                "select count(*) from projection_heads p join books b using (book_id) where applied_seq < seq"
            ) == 0
        );
        await Consistency.ShouldHoldAsync(lost.Restored);
    }

    [Fact]
    public async Task Nobody_who_left_or_was_sent_away_is_back()
    {
        var (owner, banned, admin, leaver, changer) = (
            default(Client)!,
            default(Client)!,
            default(Client)!,
            default(Client)!,
            default(Client)!
        );
        await using var lost = await LostFuture.LiveAsync(
            async address =>
            {
                Client[] people = [.. await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => new Client(address).SignUpAsync()))];
                (owner, banned, admin, leaver, changer) = (people[0], people[1], people[2], people[3], people[4]);
            },
            async (process, database) =>
            {
                var address = process.Address;
                var granted = await ProductProcess.RunAsync(["admin", "grant", admin.Email], LostFuture.SettingsOf(database));
                granted.Code.ShouldBe(0, granted.Output);
                using var office = admin.Another("office", address);
                (await office.SignInAsync()).Ok();
                (await office.PostAsync($"admin/users/{banned.UserId}/ban", null)).Ok();
                using var other = changer.Another("test", address);
                (await other.SignInAsync()).Ok();
                var change = new { currentPassword = Client.Password, newPassword = "AnotherPass456!" };
                (await other.PostAsync("auth/change-password", change)).Ok();
                using var last = leaver.Another("test", address);
                (await last.SignInAsync()).Ok();
                (await last.DeleteAsync("user/account", new { password = Client.Password })).Ok();
                // After the commit: by the log stream alone it is known that they are gone.
                await Wait.UntilAsync(() =>
                    Task.FromResult(process.Log().Any(l => l.Contains("account.erased", StringComparison.Ordinal)))
                );
                return granted.Output;
            }
        );
        var (code, output) = await lost.TellAsync("--reapply");
        code.ShouldBe(0, output);
        output.ShouldContain("5 sessions and 1 signing keys ended");
        output.ShouldContain("1 users were erased again", Case.Sensitive, output);
        output.ShouldContain($"account.banned of {banned.UserId}: applied again");
        output.ShouldContain($$"""role.changed of {{admin.UserId}} {"role":"admin"}: applied again""");
        output.ShouldContain($"password.changed of {changer.UserId}");

        await using var process = await ProductProcess.StartAsync("all", lost.Settings);
        using var old = new Client(process.Address) { Token = owner.Token };
        (await old.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await old.RefreshAsync(owner.RefreshToken)).ShouldFail(401, "invalid_token");
        (await owner.Another("test", process.Address).SignInAsync()).Ok();
        (await banned.Another("test", process.Address).SignInAsync()).ShouldFail(403, "account_banned");
        (await leaver.Another("test", process.Address).SignInAsync()).ShouldFail(401, "invalid_credentials");
        // The password from before may be why it was changed.
        (await changer.Another("test", process.Address).SignInAsync()).ShouldFail(401, "invalid_credentials");
        using var back = admin.Another("office", process.Address);
        (await back.SignInAsync()).Ok();
        (await back.GetAsync("admin/users")).Ok();
        (
            await lost.Restored.ScalarAsync<long>("select count(*) from signing_keys where expires_at is null or expires_at > now()")
        ).ShouldBe(1);
        await process.DisposeAsync();

        (code, output) = await ProductProcess.RunAsync(["audit", "verify", lost.Log], lost.Settings);
        code.ShouldBe(0, output);
        output.ShouldContain("more were taken away by a restore");
        // Without the restore, or with one of another time, the same logs tell of a cut log.
        await lost.Restored.RunAsync("delete from book_gaps; delete from restores");
        (await ProductProcess.RunAsync(["audit", "verify", lost.Log], lost.Settings)).Code.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_moment_restored_once_more_gets_numbers_of_its_own()
    {
        var owner = default(Client)!;
        await using var lost = await LostFuture.LiveAsync(
            async address => owner = await new Client(address).SignUpAsync(),
            (_, _) => Task.FromResult("")
        );
        await using var again = await lost.Restored.CloneAsync();
        (await lost.TellAsync()).Code.ShouldBe(0);
        var first = await SeqAsync(lost.Restored);
        // Told again, it does what is left and nothing twice.
        var erasures = Path.GetTempFileName();
        await File.WriteAllTextAsync(erasures, $$"""{"userId":"{{owner.UserId}}","at":"2026-11-26T10:00:00Z"}""");
        var (code, output) = await lost.TellAsync("--erasures", erasures);
        code.ShouldBe(0, output);
        output.ShouldContain("knows already");
        output.ShouldContain("1 users were erased again");
        (await lost.Restored.ScalarAsync<long>("select count(*) from users")).ShouldBe(0);
        (await lost.Restored.ScalarAsync<long>("select count(*) from restores")).ShouldBe(1);
        File.Delete(erasures);

        // Even if a book had written ten thousand changes before it was restored again.
        var settings = LostFuture.SettingsOf(again);
        var second = await ProductProcess.RunAsync(["restored", "--to", $"{lost.Moment:O}", lost.Log], settings);
        second.Code.ShouldBe(0, second.Output);
        (await SeqAsync(again)).ShouldBeGreaterThan(first + 10_000);
    }

    [Theory]
    [InlineData("--reason none", "restored needs --to TIME")]
    [InlineData("--to yesterday", "yesterday is no time")]
    [InlineData("--to 2999-01-01", "is not over yet")]
    [InlineData("--to 2020-01-01T00:00:00Z", "it was not restored to 2020-01-01")]
    [InlineData("--to", "--to needs a value")]
    [InlineData("--to 2026-01-01 /nowhere.log", "there is no file /nowhere.log")]
    public async Task A_wrong_order_is_one_line_and_changes_nothing(string options, string complaint)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using (var host = await TestHost.StartAsync("serve", database.App))
        {
            await host.Client().SignUpAsync();
        }
        var (code, output) = await ProductProcess.RunAsync(["restored", .. options.Split(' ')], LostFuture.SettingsOf(database));
        code.ShouldBe(1, output);
        output.Trim().ShouldContain(complaint);
        output.Trim().ShouldNotContain("\n");
        (await database.ScalarAsync<long>("select (select count(*) from restores) + (select count(*) from book_gaps)")).ShouldBe(0);
    }

    [Fact]
    public async Task While_a_process_is_at_work_it_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("serve", database.App);
        await host.Client().SignUpAsync();
        var to = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        var (code, output) = await ProductProcess.RunAsync(["restored", "--to", to], LostFuture.SettingsOf(database));
        code.ShouldBe(1);
        output.ShouldContain("connections of the product are open; stop its processes first");
    }

    private static Task<long> SeqAsync(TestDatabase database) => database.ScalarAsync<long>("select max(seq) from books");

    private static async Task<long> HeadAsync(Client client) => (await client.GetAsync("books")).Ok()[0].GetProperty("seq").GetInt64();

    private static async Task SpendAsync(Client client, Guid account, int times)
    {
        for (var i = 0; i < times; i++)
        {
            (await client.ExpenseAsync(account, 1)).Ok();
        }
    }
}
