using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rupaya.Infrastructure.Security;

/// <summary>Time-based one-time passwords (RFC 6238): HMAC-SHA1, six digits, steps of 30 seconds, accepted one step early or late.</summary>
internal static class Totp
{
    public const int StepSeconds = 30;
    private const int SecretLength = 20;
    private const int Window = 1;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>160 random bits in Base32 (RFC 4648), as authenticator apps take them.</summary>
    public static string NewSecret() => Encode(RandomNumberGenerator.GetBytes(SecretLength));

    /// <summary>The key URI that authenticator apps read from the QR code.</summary>
    public static string Uri(string issuer, string account, string secret) =>
        $"otpauth://totp/{System.Uri.EscapeDataString(issuer)}:{System.Uri.EscapeDataString(account)}"
        + $"?secret={secret}&issuer={System.Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits=6&period={StepSeconds}";

    /// <summary>The step whose code this is, within the window around now; null for a wrong code.</summary>
    public static long? Match(string secret, string code, DateTimeOffset now)
    {
        var key = Decode(secret);
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long? matched = null;
        for (var step = current - Window; step <= current + Window; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Code(key, step)), Encoding.UTF8.GetBytes(code)))
            {
                matched = step;
            }
        }
        return matched;
    }

    /// <summary>The code of a step.</summary>
    public static string Code(string secret, long step) => Code(Decode(secret), step);

    /// <summary>Base32 without padding.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (buffer, bits) = (0, 0);
        foreach (var b in bytes)
        {
            buffer = (buffer << 8) | b;
            bits += 8;
            while (bits >= 5)
            {
                text.Append(Base32[(buffer >> (bits - 5)) & 31]);
                bits -= 5;
            }
            buffer &= (1 << bits) - 1;
        }
        return bits == 0 ? text.ToString() : text.Append(Base32[(buffer << (5 - bits)) & 31]).ToString();
    }

    private static byte[] Decode(string text)
    {
        var bytes = new List<byte>();
        var (buffer, bits) = (0, 0);
        foreach (var c in text)
        {
            buffer = (buffer << 5) | Base32.IndexOf(c, StringComparison.Ordinal);
            bits += 5;
            if (bits >= 8)
            {
                bytes.Add((byte)(buffer >> (bits - 8)));
                bits -= 8;
                buffer &= (1 << bits) - 1;
            }
        }
        return [.. bytes];
    }

    private static string Code(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238's default, and the only one that every authenticator app knows.
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        var offset = hash[^1] & 0x0f;
        var value = BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & 0x7fffffff;
        return (value % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
