namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>Who somebody is to a provider. What it proves is issuer and subject; all else is what it says about them.</summary>
/// <param name="Provider">The provider's name in the settings.</param>
/// <param name="Issuer">As in the token.</param>
/// <param name="Subject">The person, to this issuer.</param>
/// <param name="Email">An address that can be written to, and only where the provider says that it is verified; else null.</param>
/// <param name="Name">What they are called; null where it did not say.</param>
/// <param name="Amr">How they signed in there.</param>
public sealed record ProviderIdentity(
    string Provider,
    string Issuer,
    string Subject,
    string? Email,
    string? Name,
    IReadOnlyList<string> Amr
);
