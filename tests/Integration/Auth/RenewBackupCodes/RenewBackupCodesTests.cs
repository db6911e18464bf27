using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Auth.RenewBackupCodes;

public sealed class RenewBackupCodesTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task New_codes_make_the_older_ones_void()
    {
        var (person, codes) = await product.WithTwoStepsAsync();
        await person.SignInWithCodeAsync(codes[0]);
        var reply = await person.PostAsync(BackupCodes.Path, null);
        var renewed = BackupCodes.Texts(reply.Ok().GetProperty("backupCodes"));
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
        (await person.PostAsync(BackupCodes.Path, null)).ShouldFail(409, "mfa_not_set_up");
        (await product.Client().PostAsync(BackupCodes.Path, null)).ShouldFail(401, "invalid_token");
    }

    [Fact]
    public async Task Who_proved_themselves_long_ago_does_it_again()
    {
        var (person, _) = await product.WithTwoStepsAsync();
        await product.Database.RunAsync(
            $"update sessions set authenticated_at = now() - interval '601 seconds' where user_id = '{person.UserId}'"
        );
        (await person.PostAsync(BackupCodes.Path, null)).ShouldFail(403, "step_up_required");
    }
}
