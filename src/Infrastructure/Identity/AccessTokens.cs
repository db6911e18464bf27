using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Rupaya.Infrastructure.Identity;

/// <param name="UserId">The <c>sub</c> claim.</param>
/// <param name="SessionId">The <c>sid</c> claim.</param>
/// <param name="Role">The <c>role</c> claim; where it matters, the database decides.</param>
/// <param name="BookId">The <c>book</c> claim: the default book when it was issued, null for none; a door checks that it still is.</param>
/// <param name="ExpiresAt">The <c>exp</c> claim, UTC.</param>
/// <param name="Key">The key that signed it.</param>
internal sealed record VerifiedToken(Guid UserId, Guid SessionId, string Role, Guid? BookId, DateTimeOffset ExpiresAt, LiveKey Key);

/// <summary>
/// Access tokens: JWT (RFC 7519) signed with ES256, following RFC 8725: algorithm and <c>typ</c> are fixed, <c>kid</c>, <c>iss</c> and
/// <c>aud</c> must match, and no header can name a key. Verified tokens are remembered until they expire.
/// </summary>
internal sealed class AccessTokens(SigningKeyRing ring, IOptions<SecurityOptions> options, TimeProvider clock)
{
    /// <summary>Tolerance between clocks.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private const string Type = "at+jwt";
    private const string RoleClaim = "role";
    private const string BookClaim = "book";
    private const int MaxLength = 2048;
    private const int Remembered = 20_000;
    private static readonly TimeSpan ReloadPause = TimeSpan.FromSeconds(1);
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

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
                var (x, y) = Point(live.Key.ECDsa);
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

    /// <param name="userId">Whose it is.</param>
    /// <param name="sessionId">The session it lives with.</param>
    /// <param name="role">The user's role.</param>
    /// <param name="bookId">The user's default book; null for none.</param>
    /// <param name="cancellation">Ends the wait for a key.</param>
    public async ValueTask<string> IssueAsync(Guid userId, Guid sessionId, string role, Guid? bookId, CancellationToken cancellation)
    {
        var key = await ring.SignerAsync(cancellation);
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [JwtRegisteredClaimNames.Sub] = $"{userId:D}",
            [JwtRegisteredClaimNames.Sid] = $"{sessionId:D}",
            [RoleClaim] = role,
        };
        if (bookId is { } book)
        {
            claims[BookClaim] = $"{book:D}";
        }
        var now = clock.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(
            new SecurityTokenDescriptor
            {
                TokenType = Type,
                Issuer = _options.Issuer,
                Audience = _options.Issuer,
                IssuedAt = now,
                NotBefore = now,
                Expires = now.AddSeconds(LifetimeSeconds),
                Claims = claims,
                SigningCredentials = key.Credentials,
            }
        );
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

    /// <summary>The JOSE header of a key's tokens, as the library writes it.</summary>
    public static string HeaderOf(string keyId) => $$"""{"alg":"ES256","kid":"{{keyId}}","typ":"{{Type}}"}""";

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
        return key is null ? null : await CheckAsync(token, key);
    }

    // A key that this process has not seen yet is rare; forged ones are not allowed to query the database at will.
    private bool ShouldReload()
    {
        var last = Interlocked.Read(ref _reloadedAt);
        var due = last == 0 || clock.GetElapsedTime(last) > ReloadPause;
        return due && Interlocked.CompareExchange(ref _reloadedAt, clock.GetTimestamp(), last) == last;
    }

    private async Task<VerifiedToken?> CheckAsync(string token, LiveKey key)
    {
        var result = await Handler.ValidateTokenAsync(token, RulesFor(key));
        return
            result is { IsValid: true, SecurityToken: JsonWebToken jwt }
            && GuidOf(jwt, JwtRegisteredClaimNames.Sub) is { } userId
            && GuidOf(jwt, JwtRegisteredClaimNames.Sid) is { } sessionId
            && jwt.TryGetPayloadValue<string>(RoleClaim, out var role)
            ? new VerifiedToken(userId, sessionId, role, GuidOf(jwt, BookClaim), new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero), key)
            : null;
    }

    private TokenValidationParameters RulesFor(LiveKey key) =>
        new()
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidTypes = [Type],
            ValidIssuer = _options.Issuer,
            ValidAudience = _options.Issuer,
            IgnoreTrailingSlashWhenValidatingAudience = false,
            IssuerSigningKey = key.Key,
            TryAllIssuerSigningKeys = false,
            // By the product's clock. The end is looked at anew whenever a token is used, not only now.
            LifetimeValidator = (notBefore, expires, _, _) =>
                expires is not null && (notBefore ?? default) <= clock.GetUtcNow().UtcDateTime + Skew,
            LogValidationExceptions = false,
        };

    private static Guid? GuidOf(JsonWebToken jwt, string claim) =>
        jwt.TryGetPayloadValue<string>(claim, out var text) && Guid.TryParseExact(text, "D", out var id) ? id : null;
}
