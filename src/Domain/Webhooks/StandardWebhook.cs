using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rupaya.Domain.Webhooks;

/// <summary>
/// The headers of Standard Webhooks (standardwebhooks.com), so that receivers verify with a ready library: <c>webhook-id</c>, the same at every
/// attempt; <c>webhook-timestamp</c>, Unix seconds of the attempt; <c>webhook-signature</c>, for each secret that counts <c>v1,</c> and the base64 of
/// HMAC-SHA256 over id, the byte <c>.</c>, timestamp, the byte <c>.</c> and the raw body, with a space between; of several the last one twice.
/// </summary>
public static class StandardWebhook
{
    /// <summary>What a secret begins with whose key is the base64 after it.</summary>
    public const string Prefix = "whsec_";

    /// <summary>The header of the delivery's id.</summary>
    public const string Id = "webhook-id";

    /// <summary>The header of the attempt's time.</summary>
    public const string Timestamp = "webhook-timestamp";

    /// <summary>The header of the signatures.</summary>
    public const string Signature = "webhook-signature";

    /// <summary>Unix seconds.</summary>
    public static string TimeOf(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>The signatures, the newest secret's first.</summary>
    /// <param name="secrets">As they were given or made.</param>
    /// <param name="id">Of the delivery.</param>
    /// <param name="at">When the attempt is made.</param>
    /// <param name="body">The request's body.</param>
    public static string Sign(IEnumerable<string> secrets, Guid id, DateTimeOffset at, string body)
    {
        var text = Encoding.UTF8.GetBytes($"{id}.{TimeOf(at)}.{body}");
        List<string> signatures = [.. secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(KeyOf(secret), text))}")];
        // The library for .NET (StandardWebhooks 1.1.2) never compares the last of several: it finds it in the place before.
        return string.Join(' ', signatures.Count > 1 ? [.. signatures, signatures[^1]] : signatures);
    }

    /// <summary>The key of a secret: the bytes of its base64 after the prefix, in either alphabet; else the UTF-8 of all of it.</summary>
    public static byte[] KeyOf(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (secret.StartsWith(Prefix, StringComparison.Ordinal))
        {
            var text = secret[Prefix.Length..].Replace('-', '+').Replace('_', '/').TrimEnd('=');
            var bytes = new byte[text.Length];
            if (Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), bytes, out var length))
            {
                return bytes[..length];
            }
        }
        return Encoding.UTF8.GetBytes(secret);
    }
}
