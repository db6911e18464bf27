using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rupaya.Client;

/// <summary>Proves that a delivery was signed by Rupaya, as Standard Webhooks says.</summary>
public static class Webhooks
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>True when it was signed with this secret, within five minutes of now.</summary>
    /// <param name="secret">Of the webhook.</param>
    /// <param name="id">The header <c>webhook-id</c>.</param>
    /// <param name="timestamp">The header <c>webhook-timestamp</c>.</param>
    /// <param name="signatures">The header <c>webhook-signature</c>.</param>
    /// <param name="body">What was sent, byte for byte.</param>
    /// <param name="time">What time it is; the system's when null.</param>
    public static bool Verify(
        string secret,
        string id,
        string timestamp,
        string signatures,
        ReadOnlySpan<byte> body,
        TimeProvider? time = null
    )
    {
        ArgumentNullException.ThrowIfNull(secret);
        ArgumentNullException.ThrowIfNull(signatures);
        var now = (time ?? TimeProvider.System).GetUtcNow().ToUnixTimeSeconds();
        if (
            !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || Math.Abs(now - at) > Tolerance.TotalSeconds
        )
        {
            return false;
        }
        var key = secret.StartsWith("whsec_", StringComparison.Ordinal)
            ? Convert.FromBase64String(secret[6..])
            : Encoding.UTF8.GetBytes(secret);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var expected = Encoding.ASCII.GetBytes($"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}");
        return signatures.Split(' ').Any(given => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), expected));
    }
}
