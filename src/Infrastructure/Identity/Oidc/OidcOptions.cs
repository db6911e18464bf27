using System.Text;
using System.Text.RegularExpressions;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Identity.Oidc;

/// <summary>Sign-in with OpenID Connect providers. Bound from <c>Oidc</c>; without providers it is off.</summary>
public sealed partial record OidcOptions
{
    /// <summary>Where providers send browsers back to: the API's own address, such as <c>https://api.example</c>.</summary>
    internal string PublicUrl { get; init; } = "";

    /// <summary>Where an app may ask to be sent back to; compared byte by byte.</summary>
    public string[] ReturnUrls { get; init; } = [];

    /// <summary>True lets <c>/health/ready</c> name providers that do not answer.</summary>
    internal bool InReadiness { get; init; }

    /// <summary>By name, which stands in addresses: small letters and digits.</summary>
    internal Dictionary<string, OidcProviderOptions> Providers { get; init; } = new(StringComparer.Ordinal);

    /// <summary>All that is to be mended; never contains a secret.</summary>
    internal string[] Problems() =>
        Providers.Count == 0
            ? []
            :
            [
                .. new[] { OfPublicUrl(), OfReturnUrls(), OfTwins() }.OfType<string>(),
                .. Providers.SelectMany(p => Named().IsMatch(p.Key) ? p.Value.Problems($"Oidc:Providers:{p.Key}") : [OfName(p.Key)]),
            ];

    /// <summary>True for https, and for plain http on this machine.</summary>
    internal static bool IsSafe(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && TransportSecurity.IsLoopback(address.Host));

    private static string OfName(string name) =>
        $"Oidc:Providers:{name} must be called by 1 to 32 small letters and digits: its name stands in addresses.";

    private string? OfPublicUrl() =>
        !Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) || !IsSafe(url) || PublicUrl != url.GetLeftPart(UriPartial.Authority)
            ? "Oidc:PublicUrl must be the API's own address as browsers reach it, such as https://api.example, without a path; https off loopback."
            : null;

    private string? OfReturnUrls() =>
        ReturnUrls.Length == 0 ? "Oidc:ReturnUrls must name at least one address that an app may be sent back to."
        : Array.TrueForAll(ReturnUrls, IsReturnUrl) ? null
        : "Oidc:ReturnUrls must be https (or http on loopback), or an app's own scheme with a dot such as com.example.app:/signin; "
            + "without user, query and fragment.";

    // One client that is two providers would let one name's settings, such as TrustMfa, speak for the other's.
    private string? OfTwins() =>
        Providers.Values.GroupBy(p => (p.Authority, p.ClientId)).Any(g => g.Count() > 1)
            ? "Oidc:Providers has two providers of one Authority and ClientId."
            : null;

    private static bool IsReturnUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && Ascii.IsValid(text)
        && text.AsSpan().IndexOfAny("#?@\\ ") < 0
        && !text.Contains("..", StringComparison.Ordinal)
        && (IsSafe(url) || (url.Scheme.Contains('.', StringComparison.Ordinal) && OwnScheme().IsMatch(text)));

    [GeneratedRegex("^[a-z0-9]{1,32}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex("^[a-z][a-z0-9+-]*(\\.[a-z0-9+-]+)+:/[A-Za-z0-9/._~-]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnScheme();
}
