using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Rupaya.Infrastructure.Identity;

/// <summary>
/// The cookie in which a browser keeps its refresh token: out of reach of scripts, never over plain HTTP, never from another site, and sent to no
/// route but the two that read it.
/// </summary>
public static class WebCookie
{
    private const string Name = "__Secure-rupaya";
    private const string Attributes = "Path=/api/v1/auth/web; HttpOnly; Secure; SameSite=Strict";

    /// <summary>Takes the cookie away.</summary>
    public const string Cleared = $"{Name}=; Max-Age=0; {Attributes}";

    /// <summary>Keeps a refresh token for a time.</summary>
    internal static string Of(string refreshToken, TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}={refreshToken}; Max-Age={Math.Max(0, (long)time.TotalSeconds)}; {Attributes}");

    /// <summary>The token of a request; null for none, and for several: one of them was put there by somebody else.</summary>
    public static string? Read(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var found = request
            .Headers.Cookie.SelectMany(header => (header ?? "").Split(';', StringSplitOptions.TrimEntries))
            .Where(pair => pair.StartsWith($"{Name}=", StringComparison.Ordinal))
            .Select(pair => pair[(Name.Length + 1)..])
            .Take(2)
            .ToList();
        return found is [{ Length: > 0 } token] ? token : null;
    }
}
