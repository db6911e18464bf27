using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rupaya.Domain.Webhooks;

/// <summary>
/// The header <c>Rupaya-Signature: t=…,v1=…</c>: Unix seconds of the attempt, and HMAC-SHA256 (RFC 2104, FIPS 180-4) in hex over
/// <c>t</c>, the byte <c>.</c> and the raw body. A receiver recomputes it with the secret as key, compares in constant time, and refuses a <c>t</c> that is
/// more than five minutes away from its own clock.
/// </summary>
public static class WebhookSignature
{
    /// <summary>The header's name.</summary>
    public const string Header = "Rupaya-Signature";

    /// <summary>The header's value.</summary>
    /// <param name="secret">As it was given when the webhook was made; its UTF-8 bytes are the key.</param>
    /// <param name="at">When the attempt is made.</param>
    /// <param name="body">The request's body.</param>
    public static string Of(string secret, DateTimeOffset at, string body)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var t = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{t}.{body}"));
        return $"t={t},v1={Convert.ToHexStringLower(mac)}";
    }
}
