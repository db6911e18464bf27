using OtpNet;

namespace Rupaya.Infrastructure.Identity;

/// <summary>Time-based one-time passwords (RFC 6238): HMAC-SHA1, six digits, steps of 30 seconds, accepted one step early or late.</summary>
public static class Totp
{
    internal const int StepSeconds = 30;
    private const int SecretLength = 20;
    private const int Digits = 6;

    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>160 random bits in Base32 (RFC 4648), as authenticator apps take them.</summary>
    internal static string NewSecret() => Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(SecretLength));

    /// <summary>The key URI that authenticator apps read from the QR code.</summary>
    public static string Uri(string issuer, string account, string secret) =>
        new OtpUri(OtpType.Totp, secret, account, issuer, OtpHashMode.Sha1, Digits, StepSeconds).ToString();

    /// <summary>The step whose code this is, within the window around now; null for a wrong code.</summary>
    internal static long? Match(string secret, string code, DateTimeOffset now) =>
        Of(secret).VerifyTotp(now.UtcDateTime, code, out var step, Window) ? step : null;

    /// <summary>The code of a step.</summary>
    internal static string Code(string secret, long step) => Of(secret).ComputeTotp(DateTime.UnixEpoch.AddSeconds(step * StepSeconds));

    private static OtpNet.Totp Of(string secret) => new(Base32Encoding.ToBytes(secret), StepSeconds, OtpHashMode.Sha1, Digits);
}
