using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Npgsql;

namespace Rupaya.Host.Secrets;

/// <summary>How long certificates last: those in files that settings name, and those that servers present.</summary>
internal static class CertificateChecks
{
    private static readonly TimeSpan Shortest = TimeSpan.FromDays(30);

    public static IEnumerable<Finding> InFiles(IConfiguration configuration, DateTimeOffset now) =>
        Files(configuration).Distinct(StringComparer.Ordinal).Select(f => OfFile(f, now));

    /// <summary>What to say of a certificate that ends at an instant.</summary>
    public static Finding Of(string what, DateTimeOffset ends, DateTimeOffset now) =>
        new(
            $"the certificate of {what} lasts",
            ends - now > Shortest ? null : $"it ends {RotationContext.At(ends)}, within {Shortest.TotalDays} days"
        );

    private static IEnumerable<string> Files(IConfiguration configuration)
    {
        foreach (
            var address in configuration
                .GetSection("ConnectionStrings")
                .GetChildren()
                .Where(c => c.Key.StartsWith("Postgres", StringComparison.OrdinalIgnoreCase))
        )
        {
            foreach (var file in OfPostgres(address.Value ?? ""))
            {
                yield return file;
            }
        }
        foreach (var server in configuration.GetSection("Kestrel:Certificates").GetChildren())
        {
            if (server["Path"] is { Length: > 0 } path)
            {
                yield return path;
            }
        }
    }

    private static IEnumerable<string> OfPostgres(string address)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(address);
            return new[] { settings.RootCertificate, settings.SslCertificate }.OfType<string>().Where(f => f.Length > 0);
        }
        catch (ArgumentException)
        {
            // Said of the address itself.
            return [];
        }
    }

    // A bundle of authorities lasts as long as the last of them.
    private static Finding OfFile(string path, DateTimeOffset now)
    {
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPemFile(path);
            return found.Count == 0
                ? new($"the certificate of {path} lasts", "there is none in it")
                : Of(path, found.Max(c => new DateTimeOffset(c.NotAfter.ToUniversalTime())), now);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return new($"the certificate of {path} lasts", e.Message);
        }
    }
}
