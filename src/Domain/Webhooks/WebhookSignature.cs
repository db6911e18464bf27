using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rupaya.Domain.Webhooks;

/// <summary>
/// The header <c>Rupaya-Signature: t=…,v1=…</c>: Unix seconds of the attempt, and HMAC-SHA256 (RFC 2104, FIPS 180-4) in hex over
/// <c>t</c>, the byte <c>.</c> and the raw body; for a day after the secret was replaced a second <c>v1</c> of the one before. A receiver recomputes it with the secret as key, compares in constant time, and refuses a <c>t</c> that is
/// more than five minutes away from its own clock.
/// </summary>
public static class WebhookSignature
{
    /// <summary>The header's name.</summary>
    public const string Header = "Rupaya-Signature";

    /// <summary>The header's value with one secret.</summary>
    /// <param name="secret">As it was given when the webhook was made; its UTF-8 bytes are the key.</param>
    /// <param name="at">When the attempt is made.</param>
    /// <param name="body">The request's body.</param>
    public static string Of(string secret, DateTimeOffset at, string body) => Of([secret], at, body);

    /// <summary>The header's value with a <c>v1</c> for each secret that counts, the newest first.</summary>
    public static string Of(IEnumerable<string> secrets, DateTimeOffset at, string body)
    {
        var t = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var text = Encoding.UTF8.GetBytes($"{t}.{body}");
        var macs = secrets.Select(secret => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), text)));
        return $"t={t},v1={string.Join(",v1=", macs)}";
    }
}
