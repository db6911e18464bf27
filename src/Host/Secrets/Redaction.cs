using System.Data.Common;

namespace Rupaya.Host.Secrets;

/// <summary>Takes the secrets of this installation out of what is told: libraries write messages that nobody here has read.</summary>
internal sealed class Redaction(IConfiguration configuration)
{
    // A shorter one would take words out of sentences; none that short is sound.
    private const int Shortest = 6;

    // Of the names of settings.
    private static readonly string[] SecretParts =
    [
        "Security:MasterKey",
        "Security:TokenSecret",
        "Security:Previous",
        "Password",
        "ApiKey",
        "CipherKey",
        "ClientSecret",
        "PrivateKey",
        "_HEADERS",
    ];

    private readonly string[] _secrets = [.. SecretsOf(configuration).Where(s => s.Length >= Shortest).OrderByDescending(s => s.Length)];

    public string Of(string text) =>
        _secrets.Aggregate(text, (told, secret) => told.Replace(secret, "***", StringComparison.Ordinal)).ReplaceLineEndings(" ");

    /// <summary>The passwords in an address or a connection string.</summary>
    public static IEnumerable<string> PasswordsIn(string address)
    {
        if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Contains(':', StringComparison.Ordinal))
        {
            var password = uri.UserInfo[(uri.UserInfo.IndexOf(':', StringComparison.Ordinal) + 1)..];
            return [password, Uri.UnescapeDataString(password)];
        }
        // Redis separates by commas, PostgreSQL by semicolons.
        return address
            .Split(',', ';')
            .Where(p => p.TrimStart().StartsWith("password=", StringComparison.OrdinalIgnoreCase))
            .Select(p => p[(p.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim('"', '\'', ' '))
            .Concat(Builder(address));
    }

    // A password with the separator in it.
    private static IEnumerable<string> Builder(string address)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = address };
            return parts.TryGetValue("Password", out var password) ? [(string)password] : [];
        }
        catch (ArgumentException)
        {
            return [];
        }
    }

    private static IEnumerable<string> SecretsOf(IConfiguration configuration) =>
        configuration
            .AsEnumerable()
            .Where(s => s.Value is { Length: > 0 })
            .SelectMany(s =>
                s.Key.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase) ? PasswordsIn(s.Value!)
                : IsSecret(s.Key) ? s.Value!.Split(',', '@').Append(s.Value!)
                : []
            );

    private static bool IsSecret(string name) => Array.Exists(SecretParts, part => name.Contains(part, StringComparison.OrdinalIgnoreCase));
}
