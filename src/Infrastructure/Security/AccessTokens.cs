using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Rupaya.Infrastructure.Security;

/// <param name="UserId">The <c>sub</c> claim.</param>
/// <param name="SessionId">The <c>sid</c> claim.</param>
/// <param name="ExpiresAt">The <c>exp</c> claim, UTC.</param>
internal sealed record VerifiedToken(Guid UserId, Guid SessionId, DateTimeOffset ExpiresAt);

/// <summary>
/// Access tokens: JWT (RFC 7519) signed with ES256, following RFC 8725: the algorithm is fixed, <c>typ</c>, <c>kid</c>, <c>iss</c> and
/// <c>aud</c> must match, and no header can name a key. Verified tokens are remembered until they expire.
/// </summary>
internal sealed class AccessTokens : IDisposable
{
    private const string Type = "at+jwt";
    private const int MaxLength = 2048;
    private const int Remembered = 20_000;
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly SecurityOptions _options;
    private readonly TimeProvider _clock;
    private readonly ECDsa _key;
    private readonly string _header;
    private readonly ConcurrentDictionary<string, VerifiedToken> _verified = new(StringComparer.Ordinal);

    public AccessTokens(IOptions<SecurityOptions> options, TimeProvider clock)
    {
        _options = options.Value;
        _clock = clock;
        _key = Load(_options.SigningKey);
        KeyId = Thumbprint(_key);
        _header = Base64Url.EncodeToString(Encoding.ASCII.GetBytes($$"""{"alg":"ES256","typ":"{{Type}}","kid":"{{KeyId}}"}"""));
    }

    /// <summary>RFC 7638 thumbprint of the public key.</summary>
    public string KeyId { get; }

    public int LifetimeSeconds => _options.AccessTokenMinutes * 60;

    /// <summary>The public key as a JWKS (RFC 7517).</summary>
    public object Jwks()
    {
        var (x, y) = Point(_key);
        var key = new
        {
            kty = "EC",
            crv = "P-256",
            x,
            y,
            kid = KeyId,
            use = "sig",
            alg = "ES256",
        };
        return new { keys = new[] { key } };
    }

    public string Issue(Guid userId, Guid sessionId)
    {
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Claims(_options.Issuer, _options.Issuer, userId, sessionId, now, now + LifetimeSeconds);
        var signed = $"{_header}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        var signature = _key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The token's claims, or null for anything that is not a live token of ours.</summary>
    public VerifiedToken? Verify(string token)
    {
        var now = _clock.GetUtcNow();
        if (!_verified.TryGetValue(token, out var verified))
        {
            verified = token.Length <= MaxLength ? Check(token) : null;
            if (verified is null)
            {
                return null;
            }
            if (_verified.Count >= Remembered)
            {
                _verified.Clear();
            }
            _verified[token] = verified;
        }
        return now <= verified.ExpiresAt + Skew ? verified : null;
    }

    public static bool CanLoad(string signingKey)
    {
        try
        {
            using var key = Load(signingKey);
            return key.KeySize == 256;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false;
        }
    }

    public void Dispose() => _key.Dispose();

    private VerifiedToken? Check(string token)
    {
        var parts = token.Split('.');
        // The header must be ours to the byte: algorithm, type and key are thereby fixed.
        if (parts.Length != 3 || !string.Equals(parts[0], _header, StringComparison.Ordinal))
        {
            return null;
        }
        try
        {
            var signature = Base64Url.DecodeFromChars(parts[2]);
            var signed = Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}");
            if (signature.Length != 64 || !_key.VerifyData(signed, signature, HashAlgorithmName.SHA256))
            {
                return null;
            }
            var claims = JsonSerializer.Deserialize<Claims>(Base64Url.DecodeFromChars(parts[1]));
            return claims is null || claims.iss != _options.Issuer || claims.aud != _options.Issuer
                ? null
                : new VerifiedToken(claims.sub, claims.sid, DateTimeOffset.FromUnixTimeSeconds(claims.exp));
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    private static ECDsa Load(string signingKey)
    {
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(signingKey), out _);
        return key;
    }

    private static (string X, string Y) Point(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
    }

    private static string Thumbprint(ECDsa key)
    {
        var (x, y) = Point(key);
        var canonical = $$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""";
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(canonical)));
    }

    private sealed record Claims(string iss, string aud, Guid sub, Guid sid, long iat, long exp);
}
