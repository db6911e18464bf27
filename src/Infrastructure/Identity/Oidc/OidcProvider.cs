using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Rupaya.Domain.Results;
using Rupaya.Domain.Users;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>A provider that people may sign in with.</summary>
public sealed class OidcProvider
{
    internal const string Google = "google";
    internal const string AppleKind = "apple";
    internal const string Cognito = "cognito";
    internal const string Keycloak = "keycloak";
    internal const string Other = "other";

    private static readonly string[] Factors = ["mfa", "otp", "hwk", "swk", "fido"];

    internal OidcProvider(string name, OidcProviderOptions options, ProviderMetadata metadata, ProviderHttp http, string publicUrl)
    {
        (Name, Options, Metadata, Http) = (name, options, metadata, http);
        Kind = KindOf(options);
        RedirectUri = $"{publicUrl}/api/v1/auth/oidc/{name}/callback";
    }

    /// <summary>As it stands in addresses.</summary>
    public string Name { get; }

    /// <summary>For people.</summary>
    public string DisplayName => Options.DisplayName.Length > 0 ? Options.DisplayName : char.ToUpperInvariant(Name[0]) + Name[1..];

    /// <summary>google, apple, cognito, keycloak or other.</summary>
    public string Kind { get; }

    /// <summary>False lets only those in who have an account.</summary>
    public bool AllowSignup => Options.AllowSignup;

    /// <summary>False takes an app's token without the nonce of a flow.</summary>
    internal bool RequireNonce => Options.RequireNonce;

    internal OidcProviderOptions Options { get; }

    internal ProviderMetadata Metadata { get; }

    internal ProviderHttp Http { get; }

    /// <summary>Where it sends browsers back to: one address for each provider, so that none can answer in the name of another.</summary>
    internal string RedirectUri { get; }

    /// <summary>Whose tokens an app may hand over.</summary>
    internal IReadOnlyList<string> Audiences => Options.Audiences.Length > 0 ? Options.Audiences : [Options.ClientId];

    /// <summary>Null where it can be asked now; 503 <c>provider_unavailable</c>.</summary>
    public async Task<Error?> UnavailableAsync(CancellationToken cancellation)
    {
        try
        {
            return HasPkce(await Metadata.GetAsync(cancellation)) ? null : Problems.ProviderUnavailable.Error;
        }
        catch (ProviderUnavailableException)
        {
            return Problems.ProviderUnavailable.Error;
        }
    }

    /// <summary>What somebody showed who comes from here: that, and a second factor where the settings trust it and the token names one.</summary>
    public string[] MethodsOf(ProviderIdentity identity) =>
        Options.TrustMfa && identity.Amr.Any(Factors.Contains)
            ? [SigninMethods.Provider + Name, SigninMethods.TrustedMfa]
            : [SigninMethods.Provider + Name];

    /// <summary>
    /// True where the provider says that it checks S256. Apple and Cognito do not say what they do; there the nonce binds the code. Whoever names
    /// methods and not this one is refused, whoever it is.
    /// </summary>
    internal bool HasPkce(OpenIdConnectConfiguration configuration)
    {
        var methods = configuration.CodeChallengeMethodsSupported;
        return methods.Count == 0 ? Kind is AppleKind or Cognito : methods.Contains(ProofKey.Method, StringComparer.Ordinal);
    }

    private static string KindOf(OidcProviderOptions options)
    {
        var url = new Uri(options.Authority);
        return options.Apple is not null || url.Host == "appleid.apple.com" ? AppleKind
            : url.Host == "accounts.google.com" ? Google
            : url.Host.StartsWith("cognito-idp.", StringComparison.Ordinal) && url.Host.Contains(".amazonaws.", StringComparison.Ordinal)
                ? Cognito
            : url.AbsolutePath.Contains("/realms/", StringComparison.Ordinal) ? Keycloak
            : Other;
    }
}
