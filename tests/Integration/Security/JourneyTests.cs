using System.IO.Compression;
using Rupaya.Infrastructure.Identity;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>One person's whole way through Rupaya's identity, told in order.</summary>
public abstract class JourneyTests(Deployment product)
{
    [Fact]
    public async Task Sign_up_verify_second_factor_sign_in_refresh_reuse_reset_export_erase()
    {
        // Asha signs up on her phone and confirms her address with the token from the mail.
        var phone = await product.SignedUpAsync();
        var verification = await product.Mail.TokenAsync(phone.Email, "Confirm");
        (await phone.PostAsync("auth/verify-email", new { token = verification })).Ok();
        (await phone.PostAsync("auth/verify-email", new { token = verification })).ShouldFail(400, "invalid_token");
        (await phone.GetAsync("user/profile")).Ok().GetProperty("emailVerified").GetBoolean().ShouldBeTrue();

        // She switches two-step sign-in on.
        var setup = (await phone.PostAsync("auth/mfa/setup", null)).Ok();
        var secret = setup.GetProperty("secret").GetString()!;
        Convert
            .FromBase64String(setup.GetProperty("qrCode").GetString()!["data:image/png;base64,".Length..])[..4]
            .ShouldBe([0x89, .. "PNG"u8]);
        (await phone.PostAsync("auth/mfa/verify", new { token = Code(secret, 0) })).Ok().GetProperty("enabled").GetBoolean().ShouldBeTrue();

        // On her laptop the password alone does not open a session; the code does, and she hears of the new device.
        var laptop = phone.Another("laptop");
        var challenge = (await laptop.SignInAsync()).Ok();
        challenge.GetProperty("mfaRequired").GetBoolean().ShouldBeTrue();
        challenge.TryGetProperty("accessToken", out _).ShouldBeFalse();
        challenge.GetProperty("methods").EnumerateArray().Select(m => m.GetString()).ShouldBe(["backup_code", "totp"], ignoreOrder: true);
        var mfaToken = challenge.GetProperty("mfaToken").GetString();
        var signedIn = await laptop.PostAsync("auth/mfa/verify", new { token = Code(secret, 1), mfaToken });
        signedIn.Ok();
        laptop.Take(signedIn);
        await product.Mail.WaitAsync(phone.Email, "New sign-in");

        // Somebody copied an old refresh token of the laptop: presenting it ends that session, and only that.
        var stolen = laptop.RefreshToken!;
        (await laptop.RefreshAsync()).Ok();
        (await laptop.RefreshAsync()).Ok();
        (await product.Client().RefreshAsync(stolen)).ShouldFail(401, "token_reused");
        (await laptop.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await laptop.RefreshAsync()).ShouldFail(401, "invalid_token");
        (await phone.GetAsync("accounts")).Ok();

        // She sets a new password by mail: every session ends, the second factor stays.
        ((int)(await product.Client().PostAsync("auth/forgot-password", new { email = phone.Email })).Status).ShouldBe(202);
        var reset = await product.Mail.TokenAsync(phone.Email, "Set a new password");
        (await product.Client().PostAsync("auth/reset-password", new { token = reset, newPassword = "SecurePass456!" })).Ok();
        (await phone.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        (await phone.SignInAsync()).ShouldFail(401, "invalid_credentials");
        challenge = (await phone.SignInAsync("SecurePass456!")).Ok();
        mfaToken = challenge.GetProperty("mfaToken").GetString();
        var backupCode = setup.GetProperty("backupCodes")[3].GetString();
        signedIn = await phone.PostAsync("auth/mfa/verify", new { token = backupCode, mfaToken });
        signedIn.Ok();
        phone.Take(signedIn);

        // She takes everything with her.
        var account = await phone.OpenAccountAsync(opening: 100);
        (await phone.ExpenseAsync(account, 12.5m)).Ok();
        await using var zip = new ZipArchive(new MemoryStream(await phone.DownloadAsync("user/export")));
        zip.Entries.Select(e => e.FullName).ShouldContain("transactions.csv");
        zip.GetEntry("profile.json")!.Length.ShouldBeGreaterThan(0);

        // She asks to be forgotten: her tokens are dead at once, and when the time has come nothing of her is left.
        var user = phone.UserId;
        (await phone.DeleteAsync("user/account", new { password = "SecurePass123!" })).ShouldFail(403, "wrong_password");
        ((int)(await phone.DeleteAsync("user/account", new { password = "SecurePass456!" })).Status).ShouldBe(202);
        (await phone.GetAsync("accounts")).ShouldFail(401, "invalid_token");
        await product.Database.RunAsync($"update users set erase_at = now() where user_id = '{user}'");
        await Wait.UntilAsync(async () =>
            await product.Database.ScalarAsync<long>("select count(*) from users where user_id = $1", user) == 0
        );
        (await product.Database.ScalarAsync<long>("select count(*) from accounts where account_id = $1", account)).ShouldBe(0);
        (await product.Database.ScalarAsync<long>("select count(*) from user_keys where user_id = $1", user)).ShouldBe(0);
    }

    private static string Code(string secret, int offset) =>
        Totp.Code(secret, (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / Totp.StepSeconds) + offset);
}

[Collection(Embedded.Name)]
public sealed class EmbeddedJourneyTests(EmbeddedDeployment product) : JourneyTests(product);

[Collection(Full.Name)]
public sealed class FullJourneyTests(FullDeployment product) : JourneyTests(product);
