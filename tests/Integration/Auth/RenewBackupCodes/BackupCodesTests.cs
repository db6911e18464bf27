using System.Text.Json;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.RenewBackupCodes;

public sealed class BackupCodesTests(Product product) : IClassFixture<Product>
{
    private const string Path = "auth/mfa/backup-codes";

    private async Task<(Client Person, List<string> Codes)> WithTwoStepsAsync()
    {
        var person = await product.SignedUpAsync();
        var setup = (await person.PostAsync("auth/mfa/setup", null)).Ok();
        var code = Security.SecondFactorTests.Code(setup.GetProperty("secret").GetString()!, 0);
        (await person.PostAsync("auth/mfa/verify", new { token = code })).Ok();
        return (person, Texts(setup.GetProperty("backupCodes")));
    }

    private static List<string> Texts(JsonElement codes) => [.. codes.EnumerateArray().Select(c => c.GetString()!)];

    private static async Task SignInAsync(Client person, string code)
    {
        var mfaToken = (await person.SignInAsync()).Ok().GetProperty("mfaToken").GetString();
        person.Take(await person.PostAsync("auth/mfa/verify", new { token = code, mfaToken }));
    }

    [Fact]
    public async Task What_is_left_is_counted_and_few_are_told_of()
    {
        var (person, codes) = await WithTwoStepsAsync();
        var whole = (await person.GetAsync(Path)).Ok();
        (whole.GetProperty("total").GetInt32(), whole.GetProperty("remaining").GetInt32()).ShouldBe((10, 10));
        whole.GetProperty("createdAt").GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddMinutes(-5));
        foreach (var code in codes.Take(6))
        {
            await SignInAsync(person, code);
        }
        var list = (await person.GetAsync("notifications")).Ok();
        list.EnumerateArray().Select(n => n.GetProperty("kind").GetString()).ShouldNotContain("account.backup_codes_low");
        await SignInAsync(person, codes[6]);
        (await person.GetAsync(Path))["remaining"].GetInt32().ShouldBe(3);
        await Wait.ForAsync(
            async () => (await person.GetAsync("notifications")).Ok(),
            l => l.EnumerateArray().Any(n => n.GetProperty("kind").GetString() == "account.backup_codes_low")
        );
    }

    [Fact]
    public async Task New_codes_make_the_older_ones_void()
    {
        var (person, codes) = await WithTwoStepsAsync();
        await SignInAsync(person, codes[0]);
        var reply = await person.PostAsync(Path, null);
        var renewed = Texts(reply.Ok().GetProperty("backupCodes"));
        renewed.Count.ShouldBe(10);
        renewed.Intersect(codes).ShouldBeEmpty();
        var mfaToken = (await person.SignInAsync()).Ok().GetProperty("mfaToken").GetString();
        (await person.PostAsync("auth/mfa/verify", new { token = codes[1], mfaToken })).ShouldFail(401, "invalid_code");
        (await person.PostAsync("auth/mfa/verify", new { token = renewed[0], mfaToken })).Ok();
        await product.Mail.WaitAsync(person.Email, "New backup codes");
        (await product.AuditAsync(person.UserId)).ShouldContain("mfa.backup_codes_renewed");
    }

    [Fact]
    public async Task Without_a_second_factor_there_are_none()
    {
        var person = await product.SignedUpAsync();
        (await person.GetAsync(Path)).Text.ShouldBe("""{"total":0,"remaining":0,"createdAt":null}""");
        (await person.PostAsync(Path, null)).ShouldFail(409, "mfa_not_set_up");
        (await product.Client().GetAsync(Path)).ShouldFail(401, "invalid_token");
    }

    [Fact]
    public async Task Who_proved_themselves_long_ago_does_it_again()
    {
        var (person, _) = await WithTwoStepsAsync();
        await product.Database.RunAsync(
            $"update sessions set authenticated_at = now() - interval '601 seconds' where user_id = '{person.UserId}'"
        );
        (await person.PostAsync(Path, null)).ShouldFail(403, "step_up_required");
    }
}
