using System.Text;
using Rupaya.Infrastructure.Identity;

namespace Rupaya.Unit.Infrastructure;

public sealed class TotpTests
{
    // RFC 6238, appendix B, SHA-1, cut to six digits.
    private static readonly string Secret = OtpNet.Base32Encoding.ToString(Encoding.ASCII.GetBytes("12345678901234567890"));

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void The_codes_are_those_of_the_RFC(long seconds, string code)
    {
        Totp.Code(Secret, seconds / 30).ShouldBe(code);
        Totp.Match(Secret, code, DateTimeOffset.FromUnixTimeSeconds(seconds)).ShouldBe(seconds / 30);
    }

    [Fact]
    public void A_code_is_good_one_step_early_and_late_and_no_longer()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        var code = Totp.Code(Secret, 1_800_000_000 / 30);
        foreach (var steps in new[] { -1, 0, 1 })
        {
            Totp.Match(Secret, code, now.AddSeconds(30 * steps)).ShouldBe(60_000_000);
        }
        Totp.Match(Secret, code, now.AddSeconds(60)).ShouldBeNull();
        Totp.Match(Secret, code, now.AddSeconds(-60)).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870822")]
    [InlineData("２８７０８２")]
    public void Other_lengths_and_digits_match_nothing(string code) =>
        Totp.Match(Secret, code, DateTimeOffset.FromUnixTimeSeconds(59)).ShouldBeNull();

    [Fact]
    public void The_secret_and_its_address_are_what_apps_take()
    {
        Secret.ShouldBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        Totp.NewSecret().Length.ShouldBe(32);
        Totp.Uri("rupaya", "a b@x.example", Secret)
            .ShouldBe($"otpauth://totp/rupaya:a%20b%40x.example?secret={Secret}&issuer=rupaya&algorithm=SHA1&digits=6&period=30");
    }
}
