using System.Security.Cryptography;
using System.Text;
using Rupaya.Domain.Webhooks;
using Rupaya.Infrastructure.Identity;

namespace Rupaya.Infrastructure.Notifications.Webhooks;

/// <summary>A webhook's secret at rest: sealed with the master key and bound to its webhook.</summary>
public sealed class WebhookSecrets
{
    private readonly MasterKeys _master;

    internal WebhookSecrets(MasterKeys master)
    {
        _master = master;
    }

    private const int Bytes = 32;

    /// <summary>A new one, for who did not bring their own.</summary>
    public static string New() => $"{StandardWebhook.Prefix}{Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes))}";

    /// <summary>The secret as it is stored.</summary>
    public byte[] Seal(Guid webhookId, string secret) => _master.Seal(Encoding.UTF8.GetBytes(secret), webhookId.ToByteArray());

    /// <summary>The secret itself.</summary>
    public string Open(Guid webhookId, byte[] sealedSecret) => Encoding.UTF8.GetString(_master.Open(sealedSecret, webhookId.ToByteArray()));
}
