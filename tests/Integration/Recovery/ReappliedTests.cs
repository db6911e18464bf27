using Rupaya.Infrastructure.Identity;
using Rupaya.Infrastructure.Identity.Audit;
using Rupaya.Infrastructure.Recovery;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Recovery;

/// <summary>What is set again by what the log stream tells, and what is only told. The last event about a thing counts.</summary>
public sealed class ReappliedTests(Product product) : IClassFixture<Product>
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData("account.erase_requested", """{"eraseAt":"2099-01-02T03:04:05Z"}""", "erase_at = '2099-01-02T03:04:05Z'")]
    // A line of a release that wrote no data: the settings say how long they had.
    [InlineData("account.erase_requested", null, "erase_at between now() + interval '13 days' and now() + interval '15 days'")]
    [InlineData("account.erase_requested account.erase_cancelled", "{}", "erase_at is null")]
    [InlineData("account.banned", "{}", "banned_at is null")]
    [InlineData("role.changed", """{"role":"admin"}""", "role = 'user'")]
    public async Task Without_more_only_what_people_asked_for_themselves_is_set_again(string events, string? data, string holds)
    {
        var person = await product.SignedUpAsync();
        await TellAsync(person, reapplies: false, events, data);
        await ShouldHoldAsync(person, holds);
    }

    [Fact]
    public async Task Whoever_took_their_erasure_back_is_not_erased()
    {
        var person = await product.SignedUpAsync();
        await product.Database.RunAsync($"update users set erase_at = now() + interval '1 day' where user_id = '{person.UserId}'");
        await TellAsync(person, reapplies: false, "account.erase_cancelled", "{}");
        await ShouldHoldAsync(person, "erase_at is null");
    }

    [Theory]
    [InlineData("account.banned", "{}", "banned_at is not null")]
    [InlineData("account.banned account.unbanned", "{}", "banned_at is null")]
    [InlineData("role.changed", """{"role":"admin"}""", "role = 'admin'")]
    public async Task Where_the_operator_says_so_bans_and_roles_are_too(string events, string data, string holds)
    {
        var person = await product.SignedUpAsync();
        var lost = await TellAsync(person, reapplies: true, events, data);
        lost.Select(l => l.Event.Event).ShouldBe(events.Split(' '));
        lost[^1].Applied.ShouldBe("applied again");
        await ShouldHoldAsync(person, holds);
    }

    [Theory]
    [InlineData("mfa.disabled", true)]
    [InlineData("book.removed", true)]
    [InlineData("password.reset", false)]
    public async Task What_nothing_was_done_about_is_told_to_people(string @event, bool reapplies)
    {
        var person = await product.SignedUpAsync();
        (await TellAsync(person, reapplies, @event, "{}")).Single().Applied.ShouldBeNull();
    }

    [Fact]
    public async Task What_the_database_knows_is_not_lost()
    {
        var person = await product.SignedUpAsync();
        (await person.PostAsync("auth/change-password", new { currentPassword = Client.Password, newPassword = "AnotherPass456!" })).Ok();
        var known = await product.Database.ScalarAsync<string>(
            $"select n || ' ' || encode(hash, 'hex') from audit_log where subject_id = '{person.UserId}' and event = 'password.changed'"
        );
        var (n, hash) = (long.Parse(known.Split(' ')[0]), known.Split(' ')[1]);
        var logged = new LoggedEvent(person.UserId, n, hash, Now, "password.changed", person.UserId, "{}");
        (await RunAsync(reapplies: true, [logged])).Lost.ShouldBeEmpty();
        (await RunAsync(reapplies: true, [logged with { At = Now.AddDays(-1), Hash = "00" }])).Lost.ShouldBeEmpty();
        (await RunAsync(reapplies: true, [logged with { Hash = "00" }])).Lost.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_has_taken_their_erasure_back_since_the_restore_is_not_to_be_erased_when_it_is_told_again()
    {
        var (person, data) = (await product.SignedUpAsync(), """{"eraseAt":"2099-01-02T03:04:05Z"}""");
        await TellAsync(person, reapplies: false, "account.erase_requested", data);
        (await person.SignInAsync()).Ok();
        await ShouldHoldAsync(person, "erase_at is null");
        (await TellAsync(person, reapplies: false, "account.erase_requested", data)).Single().Applied!.ShouldContain("decided anew since");
        await ShouldHoldAsync(person, "erase_at is null");
    }

    [Fact]
    public async Task Whose_ban_was_ended_since_the_restore_is_not_banned_when_it_is_told_again()
    {
        var (person, admin) = (await product.SignedUpAsync(), await product.AdminAsync());
        await TellAsync(person, reapplies: true, "account.banned", "{}");
        (await admin.PostAsync($"admin/users/{person.UserId}/unban", null)).Ok();
        await TellAsync(person, reapplies: true, "account.banned", "{}");
        await ShouldHoldAsync(person, "banned_at is null");
    }

    [Fact]
    public async Task A_password_that_was_set_since_the_restore_stays_when_it_is_told_again()
    {
        const string New = "AnotherPass456!";
        var person = await product.SignedUpAsync();
        await TellAsync(person, reapplies: true, "password.changed", "{}");
        (await person.SignInAsync()).ShouldFail(401, "invalid_credentials");
        (await person.PostAsync("auth/forgot-password", new { email = person.Email })).Ok();
        var token = await product.Mail.TokenAsync(person.Email, "Set a new password");
        (await person.PostAsync("auth/reset-password", new { token, newPassword = New })).Ok();
        await TellAsync(person, reapplies: true, "password.changed", "{}");
        (await person.SignInAsync(New)).Ok();
    }

    [Fact]
    public async Task What_another_log_tells_later_of_the_lost_times_still_counts()
    {
        var person = await product.SignedUpAsync();
        var banned = new LoggedEvent(person.UserId, 900, "00", Now, "account.banned", Guid.Empty, "{}");
        await RunAsync(reapplies: true, [banned]);
        await ShouldHoldAsync(person, "banned_at is not null");
        await RunAsync(
            reapplies: true,
            [banned, new(person.UserId, 901, "00", Now.AddMilliseconds(1), "account.unbanned", Guid.Empty, "{}")]
        );
        await ShouldHoldAsync(person, "banned_at is null");
    }

    private static async Task ShouldHoldAsync(TestDatabase database, Client person, string holds) =>
        (await database.ScalarAsync<long>($"select count(*) from users where user_id = '{person.UserId}' and {holds}")).ShouldBe(1);

    private Task ShouldHoldAsync(Client person, string holds) => ShouldHoldAsync(product.Database, person, holds);

    private async Task<IReadOnlyList<LostEvent>> TellAsync(Client person, bool reapplies, string events, string? data) =>
        (
            await RunAsync(
                reapplies,
                [.. events.Split(' ').Select((e, i) => new LoggedEvent(person.UserId, 900 + i, "00", Now, e, Guid.Empty, data))]
            )
        ).Lost;

    // The database was told of the restore by the first of them; each goes on with what is left to do.
    private async Task<RestoreReport> RunAsync(bool reapplies, IReadOnlyCollection<LoggedEvent> logged)
    {
        var order = new RestoreOrder(Now, "a test", "a test", KeepsSessions: true, reapplies, logged, []);
        var report = await new Restoration(product.Database.Owner, new SecurityOptions(), TimeProvider.System).RunAsync(
            order,
            CancellationToken.None
        );
        // The product is at work meanwhile, and would find out within seconds that its keys were ended.
        await product.Host.Get<SigningKeyRing>().RefreshAsync(CancellationToken.None);
        return report;
    }
}
