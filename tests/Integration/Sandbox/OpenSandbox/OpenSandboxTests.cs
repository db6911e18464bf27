using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Sandbox.OpenSandbox;

public sealed class OpenSandboxTests : IAsyncLifetime
{
    private readonly Mailbox _mail = new();
    private readonly Clock _clock = new() { Now = TimeProvider.System.GetUtcNow() };
    private TestDatabase _database = null!;
    private TestHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Sandbox:Enabled"] = "true",
            ["Housekeeping:Seconds"] = "1",
        };
        _host = await TestHost.StartAsync("all", _database.App, _mail.Settings.And(settings), _clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _database.DisposeAsync();
        _mail.Dispose();
    }

    [Fact]
    public async Task A_sandbox_has_a_book_with_money_in_it_and_a_token_that_writes()
    {
        var (opened, program) = await OpenAsync();
        ((int)opened.Status).ShouldBe(201);
        var expires = opened["expiresAt"].GetDateTimeOffset();
        (expires - _clock.Now).ShouldBeInRange(TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
        (await program.GetAsync("auth/whoami")).Ok().GetProperty("bookId").GetGuid().ShouldBe(opened["bookId"].GetGuid());
        var accounts = (await program.GetAsync("accounts")).Ok();
        accounts.GetArrayLength().ShouldBe(2);
        (await program.GetAsync("transactions?limit=200")).Ok().GetArrayLength().ShouldBeGreaterThan(80);
        var account = accounts[0].GetProperty("accountId").GetGuid();
        (await program.ExpenseAsync(account, 12.5m)).Ok();
        (await program.OpenAccountAsync("cash")).ShouldNotBe(Guid.Empty);
        await Consistency.ShouldHoldAsync(_database);
        (await _host.MetricsAsync()).ShouldContain("rupaya_sandboxes_total 1");
    }

    [Fact]
    public async Task Nothing_of_a_sandbox_leaves_the_installation()
    {
        var (_, program) = await OpenAsync();
        string[] events = ["transaction.created"];
        (await program.PostAsync("webhooks", new { url = "https://receiver.example/", events })).ShouldFail(403, "insufficient_scope");
        var book = await program.DefaultBookAsync();
        var refused = await program.PostAsync($"books/{book}/invitations", new { email = "asha@rupaya.example", role = "editor" });
        refused.ShouldFail(403, "session_only");
        (await program.PostAsync("user/tokens", new { name = "More", scopes = events })).ShouldFail(403, "session_only");
        // Even who knows the address gets no mail sent there.
        var email = await _database.ScalarAsync<string>("select email from users where email like '%@sandbox.invalid'");
        (await _host.Client().PostAsync("auth/forgot-password", new { email })).Ok();
        await Wait.UntilAsync(() => NullLog.IsAsync(_database), 60);
        Directory.GetFiles(_mail.Directory).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sandbox_is_erased_after_a_day()
    {
        var (opened, program) = await OpenAsync();
        _clock.Now = opened["expiresAt"].GetDateTimeOffset().AddMinutes(-1);
        (await program.GetAsync("accounts")).Ok();
        _clock.Now = opened["expiresAt"].GetDateTimeOffset().AddSeconds(2);
        (await program.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        await Wait.UntilAsync(async () => await _database.ScalarAsync<long>("select count(*) from books") == 0, 60);
        (await _database.ScalarAsync<long>("select count(*) from users")).ShouldBe(0);
        (await _database.ScalarAsync<long>("select count(*) from transactions")).ShouldBe(0);
    }

    [Fact]
    public async Task Five_an_hour_are_opened_for_an_address()
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Sandbox:Enabled"] = "true",
            ["RateLimits:Enabled"] = "true",
        };
        await using var limited = await TestHost.StartAsync("serve", _database.App, settings);
        for (var i = 0; i < 5; i++)
        {
            (await limited.Client().PostAsync("sandbox", null)).Ok();
        }
        var refused = await limited.Client().PostAsync("sandbox", null);
        refused.ShouldFail(429, "rate_limited");
        refused.Headers.GetValues("RateLimit-Policy").Single().ShouldBe("\"sandbox\";q=5;w=3600");
    }

    [Fact]
    public async Task There_is_none_where_the_operator_offers_none()
    {
        await using var without = await TestHost.StartAsync("serve", _database.App);
        (await without.Client().PostAsync("sandbox", null)).ShouldFail(404, "not_found");
        (await _database.ScalarAsync<long>("select count(*) from users")).ShouldBe(0);
    }

    private async Task<(Reply Opened, Client Program)> OpenAsync()
    {
        var opened = await _host.Client().PostAsync("sandbox", null);
        opened.Ok();
        var program = _host.Client();
        program.Token = opened["token"].GetString();
        return (opened, program);
    }
}
