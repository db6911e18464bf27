using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Rupaya.Infrastructure.Security;

/// <param name="UserId">The <c>sub</c> claim.</param>
/// <param name="SessionId">The <c>sid</c> claim.</param>
/// <param name="Role">The <c>role</c> claim; where it matters, the database decides.</param>
/// <param name="ExpiresAt">The <c>exp</c> claim, UTC.</param>
/// <param name="Key">The key that signed it.</param>
internal sealed record VerifiedToken(Guid UserId, Guid SessionId, string Role, DateTimeOffset ExpiresAt, LiveKey Key);

/// <summary>
/// Access tokens: JWT (RFC 7519) signed with ES256, following RFC 8725: algorithm and <c>typ</c> are fixed, <c>kid</c>, <c>iss</c> and
/// <c>aud</c> must match, and no header can name a key. Verified tokens are remembered until they expire.
/// </summary>
internal sealed class AccessTokens(SigningKeyRing ring, IOptions<SecurityOptions> options, TimeProvider clock)
{
    /// <summary>Tolerance between clocks.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private const int MaxLength = 2048;
    private const int Remembered = 20_000;
    private static readonly TimeSpan ReloadPause = TimeSpan.FromSeconds(1);

    private readonly SecurityOptions _options = options.Value;
    private readonly ConcurrentDictionary<string, VerifiedToken> _verified = new(StringComparer.Ordinal);
    private long _reloadedAt;

    public int LifetimeSeconds => _options.AccessTokenMinutes * 60;

    /// <summary>The live public keys as a JWKS (RFC 7517), the one that signs first.</summary>
    public async ValueTask<object> JwksAsync(CancellationToken cancellation)
    {
        await ring.SignerAsync(cancellation);
        return new
        {
            keys = ring.Live.Select(live =>
            {
                var (x, y) = Point(live.Key);
                return new
                {
                    kty = "EC",
                    crv = "P-256",
                    x,
                    y,
                    kid = live.KeyId,
                    use = "sig",
                    alg = "ES256",
                };
            }),
        };
    }

    public async ValueTask<string> IssueAsync(Guid userId, Guid sessionId, string role, CancellationToken cancellation)
    {
        var key = await ring.SignerAsync(cancellation);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Claims(_options.Issuer, _options.Issuer, userId, sessionId, role, now, now, now + LifetimeSeconds);
        var signed = $"{key.Header}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        var signature = key.Key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The token's claims, or null for anything that is not a live token of ours.</summary>
    public async ValueTask<VerifiedToken?> VerifyAsync(string token, CancellationToken cancellation)
    {
        if (!_verified.TryGetValue(token, out var verified))
        {
            verified = token.Length <= MaxLength ? await CheckAsync(token, cancellation) : null;
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
        var now = clock.GetUtcNow();
        return now <= verified.ExpiresAt + Skew && ring.Find(verified.Key.Header) is not null ? verified : null;
    }

    public static string HeaderOf(string keyId) => $$"""{"alg":"ES256","typ":"at+jwt","kid":"{{keyId}}"}""";

    public static (string X, string Y) Point(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
    }

    private async ValueTask<VerifiedToken?> CheckAsync(string token, CancellationToken cancellation)
    {
        var end = token.IndexOf('.', StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }
        // The header must be one of ours to the byte: algorithm, type and key are thereby fixed.
        var key = ring.Find(token.AsSpan(0, end));
        if (key is null && ShouldReload())
        {
            await ring.RefreshAsync(cancellation);
            key = ring.Find(token.AsSpan(0, end));
        }
        return key is null ? null : Check(token, key);
    }

    // A key that this process has not seen yet is rare; forged ones are not allowed to query the database at will.
    private bool ShouldReload()
    {
        var last = Interlocked.Read(ref _reloadedAt);
        var due = last == 0 || clock.GetElapsedTime(last) > ReloadPause;
        return due && Interlocked.CompareExchange(ref _reloadedAt, clock.GetTimestamp(), last) == last;
    }

    private VerifiedToken? Check(string token, LiveKey key)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }
        try
        {
            var signature = Base64Url.DecodeFromChars(parts[2]);
            var signed = Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}");
            if (signature.Length != 64 || !key.Key.VerifyData(signed, signature, HashAlgorithmName.SHA256))
            {
                return null;
            }
            var claims = JsonSerializer.Deserialize<Claims>(Base64Url.DecodeFromChars(parts[1]));
            var known = claims is not null && claims.iss == _options.Issuer && claims.aud == _options.Issuer;
            return !known || DateTimeOffset.FromUnixTimeSeconds(claims!.nbf) > clock.GetUtcNow() + Skew
                ? null
                : new VerifiedToken(claims.sub, claims.sid, claims.role, DateTimeOffset.FromUnixTimeSeconds(claims.exp), key);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    private sealed record Claims(string iss, string aud, Guid sub, Guid sid, string role, long iat, long nbf, long exp);
}
