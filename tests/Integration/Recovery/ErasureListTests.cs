using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Recovery;

/// <summary>The list of erasures outside of the database (<c>Backup:ErasureBucket</c>): it is complete, and a restore reads it.</summary>
public sealed class ErasureListTests
{
    [Fact]
    public async Task While_the_store_is_away_erasures_go_on_and_are_listed_when_it_is_back()
    {
        await using var store = await ObjectStore.StartAsync();
        store.IsAway = true;
        await using var database = await TestDatabase.CreateAsync();
        await using var process = await ProductProcess.StartAsync("all", LostFuture.SettingsOf(database, store.Settings));
        var (one, other) = (await new Client(process.Address).SignUpAsync(), await new Client(process.Address).SignUpAsync());
        await LeaveAsync(one);
        await LeaveAsync(other);
        await Wait.UntilAsync(async () => await CountAsync(database, "users") == 0);
        (await CountAsync(database, "unlisted_erasures")).ShouldBe(2);
        await Wait.UntilAsync(() => Task.FromResult(process.Log().Any(l => l.Contains("could not be added to", StringComparison.Ordinal))));
        store.Objects.ShouldBeEmpty();

        store.IsAway = false;
        await Wait.UntilAsync(async () => await CountAsync(database, "unlisted_erasures") == 0, seconds: 30);
        store.Objects.Keys.ShouldAllBe(k => k.StartsWith("list/erasures/2", StringComparison.Ordinal));
        store
            .Objects.Values.Select(o => JsonElement.Parse(o).GetProperty("userId").GetGuid())
            .Order()
            .ShouldBe(new[] { one.UserId, other.UserId }.Order());
    }

    [Fact]
    public async Task Whom_only_the_list_knows_is_erased_again_after_a_restore_and_nobody_else()
    {
        await using var store = await ObjectStore.StartAsync();
        var (stays, one, other) = (default(Client)!, default(Client)!, default(Client)!);
        await using var lost = await LostFuture.LiveAsync(
            async address =>
            {
                stays = await new Client(address).SignUpAsync();
                one = await new Client(address).SignUpAsync();
                other = await new Client(address).SignUpAsync();
            },
            async (process, database) =>
            {
                using var phone = one.Another("phone", process.Address);
                using var tablet = other.Another("tablet", process.Address);
                (await phone.SignInAsync()).Ok();
                (await tablet.SignInAsync()).Ok();
                await LeaveAsync(phone);
                await LeaveAsync(tablet);
                await Wait.UntilAsync(async () => store.Objects.Count == 2 && await CountAsync(database, "users") == 1);
                return "";
            },
            store.Settings
        );
        // The logs burnt with the machine.
        await File.WriteAllTextAsync(lost.Log, "");
        store.IsAway = true;
        var (refused, told) = await lost.TellAsync();
        refused.ShouldBe(1);
        told.ShouldContain("The list of erasures could not be read");
        (await CountAsync(lost.Restored, "restores")).ShouldBe(0);

        store.IsAway = false;
        var (code, output) = await lost.TellAsync();
        code.ShouldBe(0, output);
        output.ShouldContain("2 users were erased again.");
        (await lost.Restored.ScalarAsync<Guid>("select user_id from users")).ShouldBe(stays.UserId);
        (await CountAsync(lost.Restored, "users")).ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_bucket_nothing_waits_to_be_listed()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var process = await ProductProcess.StartAsync("all", LostFuture.SettingsOf(database));
        await LeaveAsync(await new Client(process.Address).SignUpAsync());
        await Wait.UntilAsync(async () => await CountAsync(database, "users") == 0);
        await Wait.UntilAsync(async () => await CountAsync(database, "unlisted_erasures") == 0);
    }

    private static async Task LeaveAsync(Client person) =>
        (await person.DeleteAsync("user/account", new { password = Client.Password })).Ok();

    private static Task<long> CountAsync(TestDatabase database, string table) =>
        database.ScalarAsync<long>($"select count(*) from {table}");
}
