using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>What a token has to say besides being the provider's.</summary>
/// <param name="Audiences">Whose it may be.</param>
/// <param name="MaxAge">How long ago it may have been made.</param>
/// <param name="Nonce">The flow's; null where none is demanded.</param>
/// <param name="AccessToken">What came with it; null for nothing.</param>
/// <param name="AuthenticatedSince">The person must have signed in there since; null for whenever.</param>
internal sealed record ExpectedToken(
    IReadOnlyList<string> Audiences,
    TimeSpan MaxAge,
    string? Nonce = null,
    string? AccessToken = null,
    DateTimeOffset? AuthenticatedSince = null
);

/// <summary>Who a token is about, or why it is refused.</summary>
/// <param name="Identity">Null where it is refused.</param>
/// <param name="Refusal">One word, for the audit log; null where it is not.</param>
internal sealed record CheckedToken(ProviderIdentity? Identity, string? Refusal);

/// <summary>
/// Checks an id token (OpenID Connect Core 1.0, 3.1.3.7): first whose signature it bears, then each claim. Nothing in its header chooses more than which of
/// the provider's published keys is meant, and clocks are ours.
/// </summary>
internal sealed class IdTokens(TimeProvider clock)
{
    private const int MaxLength = 16 * 1024;
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.EcdsaSha256,
    ];

    // What names a key by an address, brings one along, or must be understood.
    private static readonly string[] Refused = ["jku", "jwk", "x5u", "x5c", "crit", "b64", "zip", "enc"];

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxLength };

    /// <exception cref="ProviderUnavailableException">The provider's keys are not to be had.</exception>
    public async Task<CheckedToken> CheckAsync(OidcProvider provider, string token, ExpectedToken expected, CancellationToken cancellation)
    {
        if (Parse(token) is not { } parsed || IdTokenClaims.Parse(parsed) is not { } claims)
        {
            return Refuse("malformed");
        }
        if (HeaderProblem(parsed) is { } header)
        {
            return Refuse(header);
        }
        var keys = await KeysAsync(provider, parsed, cancellation);
        if (keys.Count == 0)
        {
            return Refuse("unknown_key");
        }
        return !await IsSignedAsync(parsed, keys) ? Refuse("signature")
            : ClaimsProblem(provider, claims, expected, parsed.Alg) is { } problem ? Refuse(problem)
            : new CheckedToken(claims.Identity(provider), null);
    }

    private JsonWebToken? Parse(string token)
    {
        try
        {
            return token.Length <= MaxLength && _handler.CanReadToken(token) ? _handler.ReadJsonWebToken(token) : null;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    private static string? HeaderProblem(JsonWebToken token) =>
        !Algorithms.Contains(token.Alg, StringComparer.Ordinal) ? "algorithm"
        : Array.Exists(Refused, name => token.TryGetHeaderValue<object>(name, out _)) ? "header"
        : !string.IsNullOrEmpty(token.Typ) && !token.Typ.Equals("JWT", StringComparison.OrdinalIgnoreCase) ? "type"
        : null;

    private static async Task<List<SecurityKey>> KeysAsync(OidcProvider provider, JsonWebToken token, CancellationToken cancellation)
    {
        var known = Keys(await provider.Metadata.GetAsync(cancellation), token);
        return known.Count > 0 ? known : Keys(await provider.Metadata.ReloadAsync(cancellation), token);
    }

    private static List<SecurityKey> Keys(OpenIdConnectConfiguration configuration, JsonWebToken token)
    {
        var type = token.Alg == SecurityAlgorithms.EcdsaSha256 ? JsonWebAlgorithmsKeyTypes.EllipticCurve : JsonWebAlgorithmsKeyTypes.RSA;
        return
        [
            .. configuration.JsonWebKeySet.Keys.Where(key =>
                key.Kty == type
                && (string.IsNullOrEmpty(key.Use) || key.Use == JsonWebKeyUseNames.Sig)
                && (string.IsNullOrEmpty(key.Alg) || key.Alg == token.Alg)
                && (string.IsNullOrEmpty(token.Kid) || key.Kid == token.Kid)
                && (type != JsonWebAlgorithmsKeyTypes.RSA || key.KeySize >= 2048)
            ),
        ];
    }

    private async Task<bool> IsSignedAsync(JsonWebToken token, List<SecurityKey> keys)
    {
        var parameters = new TokenValidationParameters
        {
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            IssuerSigningKeyResolver = (_, _, _, _) => keys,
            // Each is checked below, byte for byte and by our clock.
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
        };
        return (await _handler.ValidateTokenAsync(token, parameters)).IsValid;
    }

    private string? ClaimsProblem(OidcProvider provider, IdTokenClaims claims, ExpectedToken expected, string algorithm)
    {
        var now = clock.GetUtcNow();
        return claims.Issuer != provider.Options.Authority ? "issuer"
            : !claims.Audiences.Any(a => expected.Audiences.Contains(a, StringComparer.Ordinal)) ? "audience"
            : claims.Audiences.Count > 1 && !expected.Audiences.Contains(claims.AuthorizedParty, StringComparer.Ordinal)
                ? "authorized_party"
            : claims.ExpiresAt is not { } expires || expires <= now - Skew ? "expired"
            : claims.NotBefore > now + Skew ? "not_yet"
            : claims.IssuedAt is not { } issued || issued > now + Skew || issued < now - expected.MaxAge - Skew ? "issued_at"
            : expected.Nonce is not null && !IsSame(claims.Nonce, expected.Nonce) ? "nonce"
            : claims.AccessTokenHash is not null && !IsHash(claims.AccessTokenHash, expected.AccessToken, algorithm) ? "access_token_hash"
            : expected.AuthenticatedSince > (claims.AuthenticatedAt ?? DateTimeOffset.MinValue) ? "authenticated_at"
            : !IdTokenClaims.IsSubject(claims.Subject) ? "subject"
            : null;
    }

    // An app hands over the id token alone: there is nothing to hold the hash against.
    private static bool IsHash(string hash, string? accessToken, string algorithm) =>
        accessToken is null || (algorithm.EndsWith("256", StringComparison.Ordinal) && IsSame(hash, HalfHash(accessToken)));

    private static string HalfHash(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(text)).AsSpan(0, 16));

    private static bool IsSame(string? given, string expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private static CheckedToken Refuse(string reason) => new(null, reason);
}
