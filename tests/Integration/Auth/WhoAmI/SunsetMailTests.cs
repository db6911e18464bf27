using Rupaya.Integration.Architecture;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.WhoAmI;

/// <summary>Owners of tokens hear of what their programs call that will go: 90 days before, and 14.</summary>
public sealed class SunsetMailTests(Product product) : IClassFixture<Product>
{
    private const string Subject = "calls what will go";

    [Fact]
    public async Task An_owner_is_told_twice_and_who_does_not_call_is_not()
    {
        await using var host = await TestHost.StartAsync("serve", product.Database.App, more: typeof(JoinTests).Assembly);
        var (person, other) = (await product.VerifiedAsync(), await product.VerifiedAsync());
        var (tokenId, program) = await person.TokenAsync("read");
        await other.TokenAsync("read");
        using var caller = new Client(host.Address) { Token = program.Token };
        (await caller.GetAsync("sample/old")).Ok();
        await Wait.UntilAsync(async () => await product.Database.ScalarAsync<long>("select count(*) from deprecated_calls") == 1);
        (await product.Database.ScalarAsync<string>("select operation from deprecated_calls where session_id = $1", tokenId)).ShouldBe(
            "oldSample"
        );

        await EndsInAsync(91);
        product.Mail.Find(person.Email, Subject).ShouldBeEmpty();
        await EndsInAsync(90);
        (await product.Mail.WaitAsync(person.Email, Subject)).ShouldContain("oldSample");
        await EndsInAsync(15);
        product.Mail.Find(person.Email, Subject).Count.ShouldBe(1);
        await EndsInAsync(14);
        await product.Mail.WaitAsync(person.Email, Subject, n: 2);
        await EndsInAsync(13);
        product.Mail.Find(person.Email, Subject).Count.ShouldBe(2);
        product.Mail.Find(other.Email, Subject).ShouldBeEmpty();
    }

    private async Task EndsInAsync(int days)
    {
        var now = TimeProvider.System.GetUtcNow();
        var sunset = DateOnly.FromDateTime(now.UtcDateTime).AddDays(days);
        await product.Database.RunAsync($"update deprecated_calls set sunset = '{sunset:yyyy-MM-dd}'");
        await using var connection = await product.Database.Owner.OpenConnectionAsync();
        await new Workers.Schedules.SunsetJob(TimeProvider.System).RunAsync(connection, now, CancellationToken.None);
        await Wait.UntilAsync(() => NullLog.IsAsync(product.Database), 180);
    }
}
