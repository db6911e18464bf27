using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.ListBackupCodes;

public sealed class ListBackupCodesTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task What_is_left_is_counted_and_few_are_told_of()
    {
        var (person, codes) = await product.WithTwoStepsAsync();
        var whole = (await person.GetAsync(BackupCodes.Path)).Ok();
        (whole.GetProperty("total").GetInt32(), whole.GetProperty("remaining").GetInt32()).ShouldBe((10, 10));
        whole.GetProperty("createdAt").GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddMinutes(-5));
        foreach (var code in codes.Take(6))
        {
            await person.SignInWithCodeAsync(code);
        }
        var list = (await person.GetAsync("notifications")).Ok();
        list.EnumerateArray().Select(n => n.GetProperty("kind").GetString()).ShouldNotContain("account.backup_codes_low");
        await person.SignInWithCodeAsync(codes[6]);
        (await person.GetAsync(BackupCodes.Path))["remaining"].GetInt32().ShouldBe(3);
        await Wait.ForAsync(
            async () => (await person.GetAsync("notifications")).Ok(),
            l => l.EnumerateArray().Any(n => n.GetProperty("kind").GetString() == "account.backup_codes_low")
        );
    }

    [Fact]
    public async Task Without_a_second_factor_there_are_none()
    {
        var person = await product.SignedUpAsync();
        (await person.GetAsync(BackupCodes.Path)).Text.ShouldBe("""{"total":0,"remaining":0,"createdAt":null}""");
        (await product.Client().GetAsync(BackupCodes.Path)).ShouldFail(401, "invalid_token");
    }

    [Fact]
    public async Task Codes_themselves_are_never_shown_again()
    {
        var (person, codes) = await product.WithTwoStepsAsync();
        var shown = (await person.GetAsync(BackupCodes.Path)).Text;
        codes.ShouldAllBe(code => !shown.Contains(code, StringComparison.OrdinalIgnoreCase));
    }
}
