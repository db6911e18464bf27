using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;

namespace Rupaya.Infrastructure.Identity.Passkeys;

/// <summary>Whose passkeys these are, and from where they may be used. Bound from <c>Passkeys</c>.</summary>
internal sealed record PasskeyOptions
{
    private const string Localhost = "localhost";
    private const int FingerprintLength = SHA256.HashSizeInBytes;

    /// <summary>The domain that passkeys belong to, such as <c>rupaya.example</c>. Whoever changes it makes all of them worthless.</summary>
    public string RpId { get; init; } = Localhost;

    /// <summary>
    /// Where the client's pages are served from, such as <c>https://app.rupaya.example</c>. None is <c>https://</c> and the domain itself, and for
    /// <c>localhost</c> the port of <c>./rupaya up</c>.
    /// </summary>
    public string[] Origins { get; init; } = [];

    /// <summary>SHA-256 of the certificates that the Android app is signed with, base64url: <c>android:apk-key-hash:</c> without its beginning.</summary>
    public string[] AndroidKeyHashes { get; init; } = [];

    /// <summary>The Android app's package, for <c>assetlinks.json</c>; empty for none.</summary>
    public string AndroidPackage { get; init; } = "";

    /// <summary>Apple's apps as <c>TEAMID.bundle</c>, for <c>apple-app-site-association</c>.</summary>
    public string[] AppleApps { get; init; } = [];

    /// <summary>The origins of pages.</summary>
    internal string[] WebOrigins =>
        Origins.Length > 0 ? Origins
        : RpId == Localhost ? ["http://localhost:8080"]
        : [$"https://{RpId}"];

    /// <summary>All origins that an authenticator's answer may name.</summary>
    internal HashSet<string> AllOrigins => [.. WebOrigins, .. AndroidKeyHashes.Select(h => $"android:apk-key-hash:{h}")];

    /// <summary>The same hashes as Android's file wants them.</summary>
    internal IEnumerable<string> AndroidFingerprints =>
        AndroidKeyHashes.Select(h => string.Join(':', Base64Url.DecodeFromChars(h).Select(b => b.ToString("X2"))));

    /// <summary>All that is to be mended.</summary>
    internal string[] Problems() =>
        [
            .. new[]
            {
                IsDomain(RpId) ? null : "Passkeys:RpId must be a domain in lower case, such as rupaya.example; an IP address is none.",
                Array.TrueForAll(Origins, IsOrigin)
                    ? null
                    : "Passkeys:Origins must be origins such as https://app.rupaya.example, without path; http is for localhost only.",
                Array.TrueForAll(AndroidKeyHashes, IsFingerprint)
                    ? null
                    : "Passkeys:AndroidKeyHashes must be SHA-256 fingerprints in base64url, 43 characters each.",
                AndroidPackage.Length == 0 || AndroidKeyHashes.Length > 0
                    ? null
                    : "Passkeys:AndroidPackage needs Passkeys:AndroidKeyHashes.",
            }.OfType<string>(),
        ];

    private static bool IsDomain(string text) =>
        Uri.CheckHostName(text) == UriHostNameType.Dns
        && !text.Any(char.IsUpper)
        && !text.EndsWith('.')
        && !IPAddress.TryParse(text, out _)
        && (text == Localhost || text.Contains('.', StringComparison.Ordinal));

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && text == uri.GetLeftPart(UriPartial.Authority)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.Host == Localhost));

    private static bool IsFingerprint(string text) =>
        text.Length == Base64Url.GetEncodedLength(FingerprintLength) && Base64Url.IsValid(text);
}
