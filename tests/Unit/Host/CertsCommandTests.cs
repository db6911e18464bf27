using System.Runtime.Versioning;
using System.Security.Cryptography.X509Certificates;
using Rupaya.Host.Commands;

namespace Rupaya.Unit.Host;

/// <summary>Certificates for servers that only this installation talks to.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CertsCommandTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("rupaya-certs-").FullName;
    private readonly MovedClock _clock = new();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_server_gets_a_certificate_of_the_authority_for_its_name_and_nothing_else()
    {
        Run("database", "10.1.2.3");
        using var authority = Certificate("ca");
        foreach (var name in new[] { "database", "10.1.2.3" })
        {
            using var certificate = Certificate(name);
            certificate.MatchesHostname(name).ShouldBeTrue();
            certificate.MatchesHostname("cache").ShouldBeFalse();
            Trusts(authority, certificate).ShouldBeTrue();
            (certificate.NotAfter - _clock.GetUtcNow().UtcDateTime).TotalDays.ShouldBe(825, 1);
            certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority.ShouldBeFalse();
        }
    }

    [Fact]
    public void Keys_are_for_their_owner_and_the_servers_group_and_the_authoritys_for_its_owner_alone()
    {
        Run("database");
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.GetUnixFileMode(PathOf("ca.key")).ShouldBe(owner);
        File.GetUnixFileMode(PathOf("database.key")).ShouldBe(owner | UnixFileMode.GroupRead);
        Directory.GetFiles(_directory).Select(Path.GetFileName).Order().ShouldBe(["ca.crt", "ca.key", "database.crt", "database.key"]);
    }

    [Fact]
    public void What_lasts_is_kept_and_what_ends_within_a_month_is_replaced_under_the_same_authority()
    {
        Run("database");
        var (authority, first) = (Text("ca.crt"), Text("database.crt"));
        _clock.Days = 790;
        Run("database");
        Text("database.crt").ShouldBe(first);

        _clock.Days = 800;
        Run("database", "cache");
        Text("database.crt").ShouldNotBe(first);
        Text("ca.crt").ShouldBe(authority);

        // A new authority, as soon as the old one would end before what it signs.
        _clock.Days = 3000;
        Run("database");
        Text("ca.crt").ShouldNotBe(authority);
        using var renewed = Certificate("ca");
        using var certificate = Certificate("database");
        Trusts(renewed, certificate).ShouldBeTrue();
    }

    [Fact]
    public void A_certificate_of_another_authority_or_that_does_not_fit_its_key_is_replaced()
    {
        Run("database", "cache");
        var (database, cache) = (Text("database.crt"), Text("cache.crt"));
        File.Copy(PathOf("cache.crt"), PathOf("database.crt"), overwrite: true);
        Run("database", "cache");
        Text("cache.crt").ShouldBe(cache);
        using (var certificate = Certificate("database"))
        {
            certificate.MatchesHostname("database").ShouldBeTrue();
        }
        Text("database.crt").ShouldNotBe(database);

        var signed = Text("cache.crt");
        File.Delete(PathOf("ca.key"));
        Run("cache");
        Text("cache.crt").ShouldNotBe(signed);
    }

    [Theory]
    [InlineData("../elsewhere")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("ca")]
    public void A_name_that_is_no_hosts_is_refused_before_anything_is_written(string name)
    {
        Should.Throw<InvalidOperationException>(() => Run("database", name)).Message.ShouldContain(name);
        Directory.GetFiles(_directory).ShouldBeEmpty();
    }

    [Fact]
    public void No_name_at_all_and_a_directory_that_cannot_be_are_refused()
    {
        Should.Throw<InvalidOperationException>(() => Run()).Message.ShouldContain("names");
        File.WriteAllText(PathOf("file"), "");
        Should
            .Throw<InvalidOperationException>(() => CertsCommand.Run(PathOf("file"), ["database"], _clock))
            .Message.ShouldContain(PathOf("file"));
    }

    private void Run(params string[] names) => CertsCommand.Run(_directory, names, _clock).ShouldBe(0);

    private bool Trusts(X509Certificate2 authority, X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = _clock.GetUtcNow().UtcDateTime;
        return chain.Build(certificate);
    }

    private X509Certificate2 Certificate(string name) => X509Certificate2.CreateFromPemFile(PathOf($"{name}.crt"), PathOf($"{name}.key"));

    private string Text(string file) => File.ReadAllText(PathOf(file));

    private string PathOf(string file) => Path.Combine(_directory, file);

    private sealed class MovedClock : TimeProvider
    {
        public int Days { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddDays(Days);
    }
}
