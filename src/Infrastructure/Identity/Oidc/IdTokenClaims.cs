using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Rupaya.Domain.Text;
using Rupaya.Domain.Users;
using Rupaya.Infrastructure.Http;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>The claims of a token, each of the type that it must have: a number that is a text is none.</summary>
internal sealed class IdTokenClaims
{
    private const int MaxSubject = 255;
    private const int MaxName = 200;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly JsonElement _claims;

    private IdTokenClaims(JsonElement claims) => _claims = claims;

    public string? Issuer => Text("iss");

    public string? Subject => Text("sub");

    public IReadOnlyList<string> Audiences => Text("aud") is { } one ? [one] : Texts("aud");

    public string? AuthorizedParty => Text("azp");

    public DateTimeOffset? ExpiresAt => Instant("exp");

    public DateTimeOffset? NotBefore => Instant("nbf");

    public DateTimeOffset? IssuedAt => Instant("iat");

    public DateTimeOffset? AuthenticatedAt => Instant("auth_time");

    public string? Nonce => Text("nonce");

    public string? AccessTokenHash => Text("at_hash");

    /// <summary>Null for what is no JSON object, or one that says something twice.</summary>
    public static IdTokenClaims? Parse(JsonWebToken token)
    {
        try
        {
            using var claims = JsonDocument.Parse(Utf8.GetString(Base64UrlEncoder.DecodeBytes(token.EncodedPayload)), Strict);
            return claims.RootElement.ValueKind == JsonValueKind.Object ? new IdTokenClaims(claims.RootElement.Clone()) : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    public static bool IsSubject(string? subject) => subject is { Length: > 0 and <= MaxSubject } && Rules.IsStorable(subject);

    public ProviderIdentity Identity(OidcProvider provider) => new(provider.Name, Issuer!, Subject!, VerifiedEmail(), Name(), Texts("amr"));

    // Apple and Cognito write "true". Nothing else is as good as true.
    private bool IsEmailVerified =>
        _claims.TryGetProperty("email_verified", out var value)
        && (value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.ValueEquals("true")));

    private string? VerifiedEmail() =>
        IsEmailVerified && Text("email")?.Trim() is { Length: <= EmailAddress.MaxLength } email && EmailAddress.IsDeliverable(email)
            ? email
            : null;

    private string? Name() =>
        Text("name")?.Trim() is { Length: > 0 } name
        && TextLength.Fits(name, MaxName)
        && Rules.IsStorable(name)
        && NameKey.Of(name).Length > 0
            ? name
            : null;

    private string? Text(string name) =>
        _claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private List<string> Texts(string name) =>
        _claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)]
            : [];

    // Seconds since 1970; some write a fraction.
    private DateTimeOffset? Instant(string name) =>
        _claims.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out var seconds)
        && seconds is >= 0 and < 100_000_000_000
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;
}
