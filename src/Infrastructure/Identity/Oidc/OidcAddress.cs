using Microsoft.AspNetCore.WebUtilities;
using Rupaya.Domain.Results;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>The address at which a provider asks who it is.</summary>
public static class OidcAddress
{
    private static readonly string[] Standard = ["openid"];

    /// <param name="provider">Who asks.</param>
    /// <param name="flow">The way that has begun.</param>
    /// <param name="purpose">For a step-up the person signs in there again, whatever session they have.</param>
    /// <param name="loginHint">Whom the app expects; null for nobody.</param>
    /// <param name="cancellation">Ends the wait for the provider.</param>
    /// <returns>Where to send the browser; 503 <c>provider_unavailable</c>.</returns>
    public static async Task<Result<string>> OfAsync(
        OidcProvider provider,
        OpenedFlow flow,
        string purpose,
        string? loginHint,
        CancellationToken cancellation
    )
    {
        try
        {
            var configuration = await provider.Metadata.GetAsync(cancellation);
            return QueryHelpers.AddQueryString(configuration.AuthorizationEndpoint, Query(provider, flow, purpose, loginHint));
        }
        catch (ProviderUnavailableException)
        {
            return Problems.ProviderUnavailable.Error;
        }
    }

    private static Dictionary<string, string?> Query(OidcProvider provider, OpenedFlow flow, string purpose, string? loginHint)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["response_type"] = "code",
            ["client_id"] = provider.Options.ClientId,
            ["redirect_uri"] = provider.RedirectUri,
            ["scope"] = Scope(provider),
            ["state"] = flow.Token,
            ["nonce"] = flow.Nonce,
            ["code_challenge"] = ProofKey.ChallengeOf(flow.Verifier),
            ["code_challenge_method"] = ProofKey.Method,
        };
        if (provider.Kind == OidcProvider.AppleKind)
        {
            // Apple gives name and address in a form only.
            query["response_mode"] = "form_post";
        }
        if (purpose == FlowPurpose.StepUp)
        {
            (query["prompt"], query["max_age"]) = ("login", "0");
        }
        if (!string.IsNullOrWhiteSpace(loginHint))
        {
            query["login_hint"] = loginHint;
        }
        return query;
    }

    private static string Scope(OidcProvider provider)
    {
        var wanted =
            provider.Options.Scopes.Length > 0 ? provider.Options.Scopes
            : provider.Kind == OidcProvider.AppleKind ? "name email"
            : "email profile";
        return string.Join(' ', Standard.Concat(wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal));
    }
}
