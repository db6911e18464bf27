using System.Security.Cryptography;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>One provider, as the operator registered Rupaya with it.</summary>
internal sealed record OidcProviderOptions
{
    private static readonly string[] ManyTenants = ["common", "organizations", "consumers"];

    /// <summary>The issuer, byte for byte as it stands in its tokens.</summary>
    public string Authority { get; init; } = "";

    public string ClientId { get; init; } = "";

    public string ClientSecret { get; init; } = "";

    /// <summary>Instead of a secret: the key that signs Apple's.</summary>
    public AppleKeyOptions? Apple { get; init; }

    /// <summary>Asked for besides <c>openid</c>, with spaces between; <c>email profile</c> by default, Apple's are <c>name email</c>.</summary>
    public string Scopes { get; init; } = "";

    /// <summary>For people; the provider's name by default.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Whose tokens an app may hand over: client ids of the apps. The client itself by default.</summary>
    public string[] Audiences { get; init; } = [];

    /// <summary>False lets only those in who have an account.</summary>
    public bool AllowSignup { get; init; } = true;

    /// <summary>True lets a second factor at the provider count as the account's.</summary>
    public bool TrustMfa { get; init; }

    /// <summary>False takes an app's token without the nonce of a flow, for SDKs that cannot set one.</summary>
    public bool RequireNonce { get; init; } = true;

    /// <summary>All that is to be mended; never contains a secret.</summary>
    /// <param name="at">Where it stands.</param>
    public IEnumerable<string> Problems(string at) =>
        new[]
        {
            OfAuthority(at),
            ClientId.Length == 0 ? $"{at}:ClientId is not set." : null,
            OfSecret(at),
            Array.Exists(Audiences, string.IsNullOrWhiteSpace) ? $"{at}:Audiences has an empty one." : null,
            DisplayName.Length > 60 ? $"{at}:DisplayName must have at most 60 characters." : null,
        }.OfType<string>();

    private string? OfAuthority(string at) =>
        !Uri.TryCreate(Authority, UriKind.Absolute, out var url)
        || !OidcOptions.IsSafe(url)
        || url.Query.Length > 0
        || url.Fragment.Length > 0
        || url.UserInfo.Length > 0
            ? $"{at}:Authority must be the issuer's address, https off loopback, without query."
        : Authority.AsSpan().IndexOfAny("{}") >= 0 || Authority.Contains('%', StringComparison.Ordinal) || IsForManyTenants(url)
            ? $"{at}:Authority is the issuer of many tenants: anybody's directory would be believed. Name one tenant."
        : null;

    // Microsoft's: what stands there is not the issuer of any token.
    private static bool IsForManyTenants(Uri url) =>
        url.Host.StartsWith("login.microsoftonline.", StringComparison.OrdinalIgnoreCase)
        && url.Segments.Length > 1
        && ManyTenants.Contains(url.Segments[1].TrimEnd('/'), StringComparer.OrdinalIgnoreCase);

    private string? OfSecret(string at) =>
        Apple is null && ClientSecret.Length == 0 ? $"{at}:ClientSecret is not set."
        : Apple is null ? null
        : ClientSecret.Length > 0 ? $"{at} has both ClientSecret and Apple; one of them is used."
        : Apple.TeamId.Length == 0 || Apple.KeyId.Length == 0 ? $"{at}:Apple:TeamId and KeyId must be set."
        : Apple.PrivateKey.Length == 0 ? $"{at}:Apple:PrivateKey is not set."
        : Apple.IsKey() ? null
        : $"{at}:Apple:PrivateKey must be the P-256 key of the .p8 file that Apple gave.";
}

/// <summary>What Apple gives instead of a secret.</summary>
internal sealed record AppleKeyOptions
{
    public string TeamId { get; init; } = "";

    public string KeyId { get; init; } = "";

    /// <summary>The text of the .p8 file; <c>\n</c> may stand for its line ends.</summary>
    public string PrivateKey { get; init; } = "";

    /// <exception cref="CryptographicException">It is no key.</exception>
    /// <exception cref="ArgumentException">It is no key.</exception>
    public ECDsa Load()
    {
        var key = ECDsa.Create();
        key.ImportFromPem(PrivateKey.Replace("\\n", "\n", StringComparison.Ordinal));
        return key;
    }

    public bool IsKey()
    {
        try
        {
            using var key = Load();
            return key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
