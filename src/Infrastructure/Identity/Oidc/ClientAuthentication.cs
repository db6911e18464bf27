using System.Net.Http.Headers;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>How Rupaya proves to a token endpoint that it is the client.</summary>
internal static class ClientAuthentication
{
    private const string Post = "client_secret_post";
    private const string Basic = "client_secret_basic";
    private static readonly TimeSpan AppleLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Adds what goes into the form.</summary>
    /// <returns>What goes into the header; null for nothing.</returns>
    /// <exception cref="ProviderUnavailableException">The provider takes neither way.</exception>
    public static AuthenticationHeaderValue? Add(
        Dictionary<string, string> form,
        OidcProvider provider,
        OpenIdConnectConfiguration configuration,
        DateTimeOffset now
    )
    {
        var options = provider.Options;
        // OpenID Connect Discovery 1.0, 3: one that does not say takes basic.
        ICollection<string> methods =
            configuration.TokenEndpointAuthMethodsSupported.Count == 0 ? [Basic] : configuration.TokenEndpointAuthMethodsSupported;
        if (options.Apple is not null || methods.Contains(Post, StringComparer.Ordinal))
        {
            form["client_id"] = options.ClientId;
            form["client_secret"] = options.Apple is { } apple ? AppleSecret(options, apple, now) : options.ClientSecret;
            return null;
        }
        return methods.Contains(Basic, StringComparer.Ordinal)
            ? new AuthenticationHeaderValue("Basic", Credentials(options.ClientId, options.ClientSecret))
            : throw new ProviderUnavailableException();
    }

    // RFC 6749, 2.3.1: each is form-encoded before they are put together.
    private static string Credentials(string id, string secret) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes($"{FormText(id)}:{FormText(secret)}"));

    private static string FormText(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    /// <summary>Apple's secret is a token that Apple's key signs.</summary>
    private static string AppleSecret(OidcProviderOptions options, AppleKeyOptions apple, DateTimeOffset now)
    {
        using var key = apple.Load();
        // Not cached by the library: the key is disposed of here.
        var factory = new CryptoProviderFactory { CacheSignatureProviders = false };
        var signing = new ECDsaSecurityKey(key) { KeyId = apple.KeyId, CryptoProviderFactory = factory };
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = apple.TeamId,
                Audience = options.Authority,
                Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = options.ClientId },
                IssuedAt = now.UtcDateTime,
                Expires = (now + AppleLifetime).UtcDateTime,
                SigningCredentials = new SigningCredentials(signing, SecurityAlgorithms.EcdsaSha256) { CryptoProviderFactory = factory },
            }
        );
    }
}
