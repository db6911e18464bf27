using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Identity;

namespace Rupaya.Unit.Infrastructure;

public sealed class SecurityTests
{
    private static readonly SecurityOptions Settings = Fresh();

    private static SecurityOptions Fresh()
    {
        return new SecurityOptions
        {
            MasterKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            TokenSecret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
    }

    private static DerivedTokens Tokens(SecurityOptions options, DateTimeOffset? now = null) =>
        new(Options.Create(options), new Fixed(now ?? TimeProvider.System.GetUtcNow()));

    private sealed class Fixed(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    [Fact]
    public void What_an_earlier_secret_issued_counts_for_seven_days_and_new_tokens_are_the_present_ones()
    {
        var replaced = new DateTimeOffset(2026, 11, 26, 10, 0, 0, TimeSpan.Zero);
        var before = Fresh();
        var after = Fresh() with { PreviousTokenSecrets = [$"{before.TokenSecret}@2026-11-26T10:00:00Z"] };
        var session = Guid.CreateVersion7();
        var old = Tokens(before).Issue(TokenPurpose.Refresh, session, 3);
        Tokens(after, replaced.AddDays(7).AddSeconds(-1)).Verify(TokenPurpose.Refresh, old).ShouldBe((session, 3));
        Tokens(after, replaced.AddDays(7)).Verify(TokenPurpose.Refresh, old).ShouldBeNull();
        Tokens(after, replaced).Verify(TokenPurpose.Reset, old).ShouldBeNull();
        var fresh = Tokens(after, replaced).Issue(TokenPurpose.Refresh, session, 4);
        Tokens(before).Verify(TokenPurpose.Refresh, fresh).ShouldBeNull();
        Tokens(after with { PreviousTokenSecrets = [] }).Verify(TokenPurpose.Refresh, old).ShouldBeNull();
    }

    [Fact]
    public void What_was_put_away_under_an_earlier_secret_is_found_as_long_as_the_secret_is_named()
    {
        var before = Fresh();
        var after = Fresh() with { PreviousTokenSecrets = [$"{before.TokenSecret}@2020-01-01T00:00:00Z"] };
        Tokens(after).Lookups("backup-code", "x").ShouldContain(h => h.SequenceEqual(Tokens(before).Lookup("backup-code", "x")));
        Tokens(after).Lookup("backup-code", "x").ShouldNotBe(Tokens(before).Lookup("backup-code", "x"));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("{0}@yesterday")]
    [InlineData("c2hvcnQ=@2026-11-26T10:00:00Z")]
    [InlineData("@2026-11-26T10:00:00Z")]
    public void An_earlier_secret_without_its_end_or_too_short_stops_the_start_and_is_not_shown(string text)
    {
        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var problem = (
            Fresh() with
            {
                PreviousTokenSecrets = [string.Format(System.Globalization.CultureInfo.InvariantCulture, text, secret)],
            }
        ).Problem();
        problem.ShouldStartWith("Security:PreviousTokenSecrets must be SECRET@INSTANT");
        problem.ShouldNotContain(secret);
    }

    [Fact]
    public void The_present_secret_is_no_earlier_one()
    {
        var options = Fresh();
        (options with { PreviousTokenSecrets = [$"{options.TokenSecret}@2026-11-26T10:00:00Z"] })
            .Problem()
            .ShouldBe("Security:PreviousTokenSecrets must not hold the present Security:TokenSecret.");
    }

    [Fact]
    public void A_derived_token_leads_back_to_its_id_and_generation_and_any_change_breaks_it()
    {
        var tokens = Tokens(Settings);
        var session = Guid.CreateVersion7();
        var token = tokens.Issue(TokenPurpose.Refresh, session, 7);
        tokens.Verify(TokenPurpose.Refresh, token).ShouldBe((session, 7));
        for (var i = 0; i < token.Length; i += 7)
        {
            var changed = token.ToCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            tokens.Verify(TokenPurpose.Refresh, new string(changed)).ShouldBeNull();
        }
        Tokens(Fresh()).Verify(TokenPurpose.Refresh, token).ShouldBeNull();
        tokens.Verify(TokenPurpose.Refresh, "not base64 !").ShouldBeNull();
    }

    [Fact]
    public void A_token_of_one_purpose_is_nothing_for_another()
    {
        var tokens = Tokens(Settings);
        var purposes = Enum.GetValues<TokenPurpose>();
        var id = Guid.CreateVersion7();
        foreach (var purpose in purposes)
        {
            var token = tokens.Issue(purpose, id);
            purposes.Count(p => tokens.Verify(p, token) is not null).ShouldBe(1);
        }
    }

    [Fact]
    public void A_hundred_thousand_tokens_are_all_different_and_evenly_spread()
    {
        var tokens = Tokens(Settings);
        var macs = Enumerable
            .Range(0, 100_000)
            .Select(_ => Base64Url.DecodeFromChars(tokens.Issue(TokenPurpose.Reset, Guid.CreateVersion7()))[20..])
            .ToList();
        macs.Select(Convert.ToHexString).Distinct(StringComparer.Ordinal).Count().ShouldBe(macs.Count);
        // 256 secret bits each: every bit is set in half of them, within six standard deviations.
        for (var bit = 0; bit < 256; bit++)
        {
            macs.Count(m => (m[bit / 8] >> (bit % 8) & 1) == 1).ShouldBeInRange(49_050, 50_950);
        }
    }

    [Fact]
    public void What_was_sealed_opens_with_its_key_for_its_owner_and_not_when_changed()
    {
        var keys = new MasterKeys(Options.Create(Settings));
        var sealedBytes = keys.Seal("secret"u8, "me"u8);
        keys.Open(sealedBytes, "me"u8).ShouldBe("secret"u8.ToArray());
        Should.Throw<CryptographicException>(() => keys.Open(sealedBytes, "you"u8));
        var changed = sealedBytes.ToArray();
        changed[^1] ^= 1;
        Should.Throw<CryptographicException>(() => keys.Open(changed, "me"u8));
        Should.Throw<CryptographicException>(() => new MasterKeys(Options.Create(Fresh())).Open(sealedBytes, "me"u8));
        keys.Seal("secret"u8, "me"u8).ShouldNotBe(sealedBytes);
    }

    [Fact]
    public void An_earlier_master_key_opens_what_it_sealed_and_it_is_known_to_be_outdated()
    {
        var sealedBytes = new MasterKeys(Options.Create(Settings)).Seal("secret"u8, "me"u8);
        var rotated = new MasterKeys(Options.Create(Fresh() with { PreviousMasterKeys = [Settings.MasterKey] }));
        rotated.Open(sealedBytes, "me"u8).ShouldBe("secret"u8.ToArray());
        rotated.IsOutdated(sealedBytes).ShouldBeTrue();
        rotated.IsOutdated(rotated.Seal("secret"u8, "me"u8)).ShouldBeFalse();
    }

    [Fact]
    public void Argon2id_verifies_what_it_hashed_and_nothing_else()
    {
        var hash = Argon2.Hash("SecurePass123!", new Argon2Options());
        hash.ShouldStartWith("$argon2id$v=19$m=19456,t=2,p=1$");
        Argon2.Verify(hash, "SecurePass123!").ShouldBeTrue();
        Argon2.Verify(hash, "SecurePass123").ShouldBeFalse();
        Argon2.Hash("SecurePass123!", new Argon2Options()).ShouldNotBe(hash);
    }

    [Fact]
    public async Task Memory_of_hashes_is_kept_for_the_next_and_given_back_in_time()
    {
        var cost = new Argon2Options { MemoryKib = 20_000 };
        for (var i = 0; i < 5; i++)
        {
            Argon2.Hash("SecurePass123!", cost);
        }
        HashMemory.Held.ShouldBeInRange(20_000 * 1024, 4 * 20_000 * 1024, "one piece of this test, and those of others");
        for (var waited = 0; HashMemory.Held > 0 && waited < 60; waited++)
        {
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }
        HashMemory.Held.ShouldBe(0);
    }

    // From the reference implementation's own tests (phc-winner-argon2, src/test.c: version 0x13, 2 passes, 2^16 and 2^8 KiB, 1 and 2 lanes).
    [Theory]
    [InlineData("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", true)]
    [InlineData("$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc", true)]
    [InlineData("$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc", false)]
    [InlineData("$argon2id$v=16$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc", false)]
    [InlineData("$argon2i$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc", false)]
    [InlineData("$argon2id$v=19$m=256,t=2$c29tZXNhbHQ$bQk8UB", false)]
    [InlineData("$argon2id$v=19$m=x,t=2,p=2$c29tZXNhbHQ$bQk8UB", false)]
    [InlineData("$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$?", false)]
    [InlineData("$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$", false)]
    [InlineData("$argon2id$v=19$m=256,t=0,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc", false)]
    [InlineData("$argon2id$v=19$m=4,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc", false)]
    [InlineData("$argon2id$v=19$m=256,t=2,p=2$c29t$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc", false)]
    [InlineData("", false)]
    public void Argon2id_agrees_with_the_reference(string encoded, bool isPassword) =>
        Argon2.Verify(encoded, "password").ShouldBe(isPassword);

    [Theory]
    [InlineData("SecurePass123!", null)]
    [InlineData("SecurePass456!", null)]
    [InlineData("weak", "Password is too weak")]
    [InlineData("password123", "This password has been breached")]
    [InlineData("Password123!", "This password has been breached")]
    [InlineData("Rupaya2026", "This password has been breached")]
    [InlineData("Rupaya2026!", "This password has been breached")]
    [InlineData("P@ssw0rd!", "This password has been breached")]
    [InlineData("Qwerty12345!", "This password has been breached")]
    [InlineData(" Sp aced 1!x ", null)]
    [InlineData("Aa1!🔑🔑🔑", "Password is too weak")]
    [InlineData("Aa1!🔑🔑🔑🔑", null)]
    [InlineData("NoDigitsHere!", "Password is too weak")]
    [InlineData("nouppercase1!", "Password is too weak")]
    [InlineData("NoSpecial123", "Password is too weak")]
    public void Passwords_are_judged_in_the_order_of_the_contract(string password, string? problem) =>
        PasswordPolicy.Problem(password).ShouldBe(problem);

    [Fact]
    public void A_password_has_at_most_128_characters()
    {
        PasswordPolicy.Problem("Aa1!" + new string('x', 124)).ShouldBeNull();
        PasswordPolicy.Problem("Aa1!" + new string('x', 125)).ShouldBe("Password is too long: at most 128 characters");
    }

    [Fact]
    public void Missing_or_weak_secrets_are_named_without_being_shown()
    {
        new SecurityOptions().Problem()!.ShouldContain("Security:MasterKey");
        (Settings with { MasterKey = "c2VjcmV0" }).Problem()!.ShouldNotContain("c2VjcmV0");
        (Settings with { MasterKey = Convert.ToBase64String(new byte[32]) }).Problem()!.ShouldContain("Security:MasterKey");
        (Settings with { MasterKey = Settings.TokenSecret }).Problem()!.ShouldContain("differ");
        (Settings with { Argon2 = new Argon2Options { MemoryKib = 8 * 1024 } }).Problem()!.ShouldContain("Security:Argon2");
        (Settings with { TokenSecret = "" }).Problem()!.ShouldContain("Security:TokenSecret");
        (Settings with { ConcurrentHashes = 0 }).Problem()!.ShouldContain("at least 1");
        (Settings with { KeyRefreshSeconds = 60 }).Problem()!.ShouldContain("KeyRefreshSeconds");
        (Settings with { AuditRetentionDays = 7 }).Problem()!.ShouldContain("AuditRetentionDays");
        (Settings with { BreachRangeUrl = "http://api.example/range/" }).Problem()!.ShouldContain("https");
        (Settings with { BreachRangeUrl = "https://api.example/range" }).Problem()!.ShouldContain("slash");
        (Settings with { BreachRangeUrl = "not an address" }).Problem()!.ShouldContain("Security:BreachRangeUrl");
        (Settings with { TokenSecret = "c2hvcnQ=" }).Problem()!.ShouldContain("Security:TokenSecret");
        Settings.Problem().ShouldBeNull();
    }
}
