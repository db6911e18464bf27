using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Rupaya.Infrastructure.Security;

namespace Rupaya.Unit.Infrastructure;

public sealed class SecurityTests
{
    private static readonly SecurityOptions Settings = Fresh();
    private readonly Clock _clock = new();

    private static SecurityOptions Fresh()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new SecurityOptions
        {
            SigningKey = Convert.ToBase64String(key.ExportPkcs8PrivateKey()),
            TokenSecret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
    }

    private AccessTokens Tokens(SecurityOptions? settings = null) => new(Options.Create(settings ?? Settings), _clock);

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void A_token_says_who_and_which_session_until_it_expires()
    {
        using var tokens = Tokens();
        var (user, session) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var token = tokens.Issue(user, session);
        var verified = tokens.Verify(token).ShouldNotBeNull();
        (verified.UserId, verified.SessionId).ShouldBe((user, session));
        _clock.Now += TimeSpan.FromSeconds((15 * 60) + 29);
        tokens.Verify(token).ShouldNotBeNull();
        _clock.Now += TimeSpan.FromSeconds(3);
        tokens.Verify(token).ShouldBeNull();
    }

    [Fact]
    public void A_forged_token_is_nobody()
    {
        using var tokens = Tokens();
        using var others = Tokens(Fresh());
        var good = tokens.Issue(Guid.CreateVersion7(), Guid.CreateVersion7());
        var parts = good.Split('.');
        var none = Encode("""{"alg":"none","typ":"at+jwt"}""");
        var hmac = Encode($$"""{"alg":"HS256","typ":"at+jwt","kid":"{{tokens.KeyId}}"}""");
        string[] forged =
        [
            others.Issue(Guid.CreateVersion7(), Guid.CreateVersion7()),
            $"{none}.{parts[1]}.",
            $"{hmac}.{parts[1]}.{Base64Url.EncodeToString(HMACSHA256.HashData("key"u8, Encoding.ASCII.GetBytes($"{hmac}.{parts[1]}")))}",
            $"{parts[0]}.{Encode("""{"iss":"rupaya","aud":"rupaya","sub":"00000000-0000-0000-0000-000000000001","sid":"00000000-0000-0000-0000-000000000001","iat":0,"exp":9999999999}""")}.{parts[2]}",
            $"{parts[0]}.{parts[1]}.{parts[2]}x",
            $"{parts[0]}.{parts[1]}",
            good + new string('A', 1_000_000),
            "",
            "...",
        ];
        forged.ShouldAllBe(token => tokens.Verify(token) == null);
        tokens.Verify(good).ShouldNotBeNull();
    }

    [Fact]
    public void A_token_of_another_issuer_is_nobody_even_with_our_key()
    {
        using var tokens = Tokens();
        using var staging = Tokens(Settings with { Issuer = "staging" });
        tokens.Verify(staging.Issue(Guid.CreateVersion7(), Guid.CreateVersion7())).ShouldBeNull();
    }

    [Fact]
    public void A_refresh_token_leads_back_to_its_session_and_generation_and_any_change_breaks_it()
    {
        var tokens = new RefreshTokens(Options.Create(Settings));
        var session = Guid.CreateVersion7();
        var token = tokens.Issue(session, 7);
        tokens.Verify(token).ShouldBe((session, 7));
        for (var i = 0; i < token.Length; i += 7)
        {
            var changed = token.ToCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            tokens.Verify(new string(changed)).ShouldBeNull();
        }
        new RefreshTokens(Options.Create(Fresh())).Verify(token).ShouldBeNull();
        tokens.Verify("not base64 !").ShouldBeNull();
    }

    [Fact]
    public void Argon2id_verifies_what_it_hashed_and_nothing_else()
    {
        var hash = Argon2.Hash("SecurePass123!");
        hash.ShouldStartWith("$argon2id$v=19$m=19456,t=2,p=1$");
        Argon2.Verify(hash, "SecurePass123!").ShouldBeTrue();
        Argon2.Verify(hash, "SecurePass123").ShouldBeFalse();
        Argon2.Hash("SecurePass123!").ShouldNotBe(hash);
    }

    [Theory]
    [InlineData("SecurePass123!", null)]
    [InlineData("SecurePass456!", null)]
    [InlineData("weak", "Password is too weak")]
    [InlineData("password123", "This password has been breached")]
    [InlineData("Password123!", "This password has been breached")]
    [InlineData("NoDigitsHere!", "Password is too weak")]
    [InlineData("nouppercase1!", "Password is too weak")]
    [InlineData("NoSpecial123", "Password is too weak")]
    public void Passwords_are_judged_in_the_order_of_the_contract(string password, string? problem) =>
        PasswordPolicy.Problem(password).ShouldBe(problem);

    [Fact]
    public void A_password_has_at_most_128_characters()
    {
        PasswordPolicy.Problem("Aa1!" + new string('x', 124)).ShouldBeNull();
        PasswordPolicy.Problem("Aa1!" + new string('x', 125)).ShouldBe("Password is too weak");
    }

    [Fact]
    public void Missing_or_weak_secrets_are_named_without_being_shown()
    {
        new SecurityOptions().Problem()!.ShouldContain("Security:SigningKey");
        (Settings with { SigningKey = "c2VjcmV0" }).Problem()!.ShouldNotContain("c2VjcmV0");
        (Settings with { TokenSecret = "c2hvcnQ=" }).Problem()!.ShouldContain("Security:TokenSecret");
        Settings.Problem().ShouldBeNull();
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
