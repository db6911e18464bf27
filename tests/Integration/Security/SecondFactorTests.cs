using Rupaya.Infrastructure.Identity;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Security;

/// <summary>S8: one-time passwords are used once, and guessing them is counted where a restart cannot forget it.</summary>
public abstract class SecondFactorTests(Deployment product)
{
    internal static string Code(string secret, int offset) =>
        Totp.Code(secret, (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / Totp.StepSeconds) + offset);

    [Fact]
    public async Task S8_a_code_is_good_once_even_when_it_comes_twenty_times_at_once()
    {
        var (person, secret, _) = await WithSecondFactorAsync();
        var (code, tokens) = (Code(secret, 1), new List<string>());
        for (var i = 0; i < 20; i++)
        {
            tokens.Add(await ChallengeAsync(person));
        }
        var replies = await Task.WhenAll(
            tokens.Select((mfaToken, i) => product.Client(i).PostAsync("auth/mfa/verify", new { token = code, mfaToken }))
        );
        replies.Count(r => (int)r.Status == 200).ShouldBe(1);
        replies.Count(r => r.Code == "invalid_code").ShouldBe(19);
        // Correct but used is not counted: the account is not locked by it.
        (await FailuresAsync(person)).ShouldBe(0);
    }

    [Fact]
    public async Task S8_a_challenge_is_completed_once()
    {
        var (person, secret, codes) = await WithSecondFactorAsync();
        var mfaToken = await ChallengeAsync(person);
        (await person.PostAsync("auth/mfa/verify", new { token = Code(secret, 1), mfaToken })).Ok();
        (await person.PostAsync("auth/mfa/verify", new { token = codes[0], mfaToken })).ShouldFail(401, "invalid_token");
    }

    [Fact]
    public async Task S8_an_older_code_after_a_newer_one_is_refused()
    {
        var (person, secret, _) = await WithSecondFactorAsync();
        (await VerifyAsync(person, Code(secret, 1))).Ok();
        (await VerifyAsync(person, Code(secret, 0))).ShouldFail(401, "invalid_code");
        (await FailuresAsync(person)).ShouldBe(0);
    }

    [Fact]
    public async Task S8_a_backup_code_is_good_once_and_is_stored_as_a_hash()
    {
        var (person, _, codes) = await WithSecondFactorAsync();
        codes.Length.ShouldBe(10);
        codes.Distinct(StringComparer.Ordinal).Count().ShouldBe(10);
        (await VerifyAsync(person, codes[0])).Ok();
        (await VerifyAsync(person, codes[0])).ShouldFail(401, "invalid_code");
        (await VerifyAsync(person, codes[1].ToLowerInvariant().Replace("-", "", StringComparison.Ordinal))).Ok();
        (await FailuresAsync(person)).ShouldBe(0);
        (
            await product.Database.ScalarAsync<long>(
                "select count(*) from mfa_backup_codes where user_id = $1 and length(code_hash) = 32",
                person.UserId
            )
        ).ShouldBe(10);
    }

    [Fact]
    public async Task S8_five_wrong_codes_end_a_challenge_ten_an_hour_lock_and_a_restart_changes_nothing()
    {
        var (person, secret, codes) = await WithSecondFactorAsync();
        var mfaToken = await ChallengeAsync(person);
        for (var i = 0; i < 5; i++)
        {
            (await person.PostAsync("auth/mfa/verify", new { token = "000000", mfaToken })).ShouldFail(401, "invalid_code");
        }
        (await person.PostAsync("auth/mfa/verify", new { token = codes[0], mfaToken })).ShouldFail(401, "invalid_token");
        (await VerifyAsync(person, "000000")).ShouldFail(401, "invalid_code");

        await product.RestartAsync();
        person = person.Another("after", product.Client().Address);
        for (var i = 0; i < 4; i++)
        {
            (await VerifyAsync(person, "111111")).ShouldFail(401, "invalid_code");
        }
        var locked = await VerifyAsync(person, codes[0]);
        locked.ShouldFail(423, "account_locked");
        locked.Headers.RetryAfter!.Delta!.Value.TotalMinutes.ShouldBeInRange(55, 60);

        // An hour later it is open again.
        await product.Database.RunAsync("update user_mfa set failures_since = failures_since - interval '1 hour'");
        (await VerifyAsync(person, Code(secret, 1))).Ok();
    }

    [Fact]
    public async Task Switching_off_needs_both_factors()
    {
        var (person, secret, codes) = await WithSecondFactorAsync();
        (await DisableAsync(person, "WrongPass123!", codes[0])).ShouldFail(403, "wrong_password");
        (await DisableAsync(person, Client.Password, "000000")).ShouldFail(401, "invalid_code");
        (await DisableAsync(person, Client.Password, Code(secret, 1))).Ok();
        (await person.SignInAsync()).Ok().TryGetProperty("accessToken", out _).ShouldBeTrue();
        (await product.Database.ScalarAsync<long>("select count(*) from mfa_backup_codes where user_id = $1", person.UserId)).ShouldBe(0);
    }

    [Fact]
    public async Task The_secret_is_encrypted_where_it_is_stored()
    {
        var (person, secret, _) = await WithSecondFactorAsync();
        var stored = await product.Database.ScalarAsync<byte[]>("select secret from user_mfa where user_id = $1", person.UserId);
        System.Text.Encoding.Latin1.GetString(stored).ShouldNotContain(secret);
    }

    private static Task<Reply> DisableAsync(Client person, string password, string token) =>
        person.PostAsync("auth/mfa/disable", new { password, token });

    private Task<int> FailuresAsync(Client person) =>
        product.Database.ScalarAsync<int>("select failures from user_mfa where user_id = $1", person.UserId);

    private async Task<(Client Person, string Secret, string[] Codes)> WithSecondFactorAsync()
    {
        var person = await product.SignedUpAsync();
        var setup = (await person.PostAsync("auth/mfa/setup", null)).Ok();
        var secret = setup.GetProperty("secret").GetString()!;
        (await person.PostAsync("auth/mfa/verify", new { token = Code(secret, 0) })).Ok();
        return (person, secret, [.. setup.GetProperty("backupCodes").EnumerateArray().Select(c => c.GetString()!)]);
    }

    private static async Task<string> ChallengeAsync(Client person) =>
        (await person.SignInAsync()).Ok().GetProperty("mfaToken").GetString()!;

    private static async Task<Reply> VerifyAsync(Client person, string token) =>
        await person.PostAsync("auth/mfa/verify", new { token, mfaToken = await ChallengeAsync(person) });
}

[Collection(Embedded.Name)]
public sealed class EmbeddedSecondFactorTests(EmbeddedDeployment product) : SecondFactorTests(product);

[Collection(Full.Name)]
public sealed class FullSecondFactorTests(FullDeployment product) : SecondFactorTests(product);
