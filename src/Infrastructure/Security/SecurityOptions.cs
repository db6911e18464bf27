namespace Rupaya.Infrastructure.Security;

/// <summary>Secrets and lifetimes. Bound from <c>Security</c>; the secrets have no default, and start-up names what is missing.</summary>
internal sealed record SecurityOptions
{
    /// <summary>PKCS#8 of an ECDSA P-256 private key, base64: signs access tokens. Made by <c>rupaya keys new</c>.</summary>
    public string SigningKey { get; init; } = "";

    /// <summary>At least 32 random bytes, base64: the root of the keys that refresh tokens are derived with.</summary>
    public string TokenSecret { get; init; } = "";

    /// <summary>The <c>iss</c> and <c>aud</c> of access tokens.</summary>
    public string Issuer { get; init; } = "rupaya";

    public int AccessTokenMinutes { get; init; } = 15;

    /// <summary>Absolute: refreshing does not extend it.</summary>
    public int SessionDays { get; init; } = 7;

    /// <summary>Password hashes computed at once; each takes 19 MiB and a core.</summary>
    public int ConcurrentHashes { get; init; } = 2;

    /// <summary>Null when valid, else what to mend; never contains a secret.</summary>
    public string? Problem()
    {
        if (SigningKey.Length == 0)
        {
            return "Security:SigningKey is not set (make one with: rupaya keys new).";
        }
        if (!AccessTokens.CanLoad(SigningKey))
        {
            return "Security:SigningKey is not the base64 PKCS#8 of an ECDSA P-256 private key.";
        }
        var secret = new byte[TokenSecret.Length];
        return !Convert.TryFromBase64String(TokenSecret, secret, out var length) || length < 32
            ? "Security:TokenSecret must be at least 32 random bytes in base64 (make one with: rupaya keys new)."
            : null;
    }
}
