using System.Net;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rupaya.Host.Commands;

/// <summary>
/// A certificate authority in a directory (<c>ca.crt</c>, <c>ca.key</c>) and the servers' certificates that it signed (<c>NAME.crt</c>,
/// <c>NAME.key</c>). A server's key may be read by the directory's group: PostgreSQL takes such a key only when it belongs to root.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PrivateAuthority : IDisposable
{
    /// <summary>Of the authority's own files, which no server may be called.</summary>
    public const string Name = "ca";

    // What browsers and phones still accept, should one ever come by.
    private static readonly TimeSpan ServerLife = TimeSpan.FromDays(825);
    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3650);

    /// <summary>A certificate that ends sooner is replaced.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(30);

    // Clocks differ.
    private static readonly TimeSpan Backdate = TimeSpan.FromMinutes(5);

    private const UnixFileMode OwnersKey = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode GroupsKey = OwnersKey | UnixFileMode.GroupRead;
    private const UnixFileMode Public = GroupsKey | UnixFileMode.OtherRead;

    private readonly string _directory;
    private readonly DateTimeOffset _now;
    private readonly X509Certificate2 _certificate;

    private PrivateAuthority(string directory, DateTimeOffset now)
    {
        (_directory, _now) = (directory, now);
        if (Load(Name) is { } present && now + ServerLife < End(present))
        {
            _certificate = present;
            return;
        }
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Rupaya private authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _certificate = request.CreateSelfSigned(now - Backdate, now + AuthorityLife);
        Store(Name, _certificate, key, OwnersKey);
    }

    public static PrivateAuthority Open(string directory, TimeProvider clock) => new(directory, clock.GetUtcNow());

    /// <summary>When the server's certificate ends, and whether it was made now.</summary>
    public (DateTimeOffset Ends, bool Made) Certify(string name)
    {
        using var present = Load(name);
        if (present is not null && IsGood(present, name))
        {
            return (End(present), false);
        }
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "server authentication")], false)
        );
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        request.CertificateExtensions.Add(Names(name));
        using var signed = request.Create(_certificate, _now - Backdate, _now + ServerLife, RandomNumberGenerator.GetBytes(16));
        Store(name, signed, key, GroupsKey);
        return (End(signed), true);
    }

    public void Dispose() => _certificate.Dispose();

    private static DateTimeOffset End(X509Certificate2 certificate) => new(certificate.NotAfter);

    private static X509Extension Names(string name)
    {
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(name);
        }
        return names.Build();
    }

    private bool IsGood(X509Certificate2 certificate, string name)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = _now.UtcDateTime;
        return _now + Margin < End(certificate) && certificate.MatchesHostname(name) && chain.Build(certificate);
    }

    /// <summary>Null when there is none, or one that does not fit its key: broken off between the two files.</summary>
    private X509Certificate2? Load(string name)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(PathOf(name, "crt"), PathOf(name, "key"));
        }
        catch (Exception e) when (e is FileNotFoundException or CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private void Store(string name, X509Certificate2 certificate, ECDsa key, UnixFileMode mode)
    {
        Write(PathOf(name, "key"), key.ExportPkcs8PrivateKeyPem(), mode);
        Write(PathOf(name, "crt"), certificate.ExportCertificatePem(), Public);
    }

    private string PathOf(string name, string kind) => Path.Combine(_directory, $"{name}.{kind}");

    // A server that starts meanwhile reads the old file or the new one, never a part.
    private static void Write(string path, string text, UnixFileMode mode)
    {
        var unfinished = path + ".new";
        File.Delete(unfinished);
        using (
            var file = new StreamWriter(
                unfinished,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = OwnersKey,
                }
            )
        )
        {
            file.Write(text + "\n");
        }
        // Whatever the process's mask is.
        File.SetUnixFileMode(unfinished, mode);
        File.Move(unfinished, path, overwrite: true);
    }
}
