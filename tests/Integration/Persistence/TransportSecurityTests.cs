using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Npgsql;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Persistence;

/// <summary>TLS towards PostgreSQL with certificates made for the test: the right one works, any other is refused.</summary>
public sealed class TransportSecurityTests
{
    [Fact]
    public async Task The_database_is_reached_through_TLS_and_only_with_the_right_certificate()
    {
        using var certificates = new Certificates();
        await using var database = await TestDatabase.CreateAsync();
        await using var good = new TlsProxy(certificates.For("localhost"));
        await using var wrongName = new TlsProxy(certificates.For("elsewhere.example"));
        using var others = new Certificates();
        await using var wrongIssuer = new TlsProxy(others.For("localhost"));

        await using (var api = await TestHost.StartAsync("serve", Through(good, database, certificates)))
        {
            (await (await api.Client().SignUpAsync()).GetAsync("accounts")).Ok();
            good.Handshakes.ShouldBeGreaterThan(0);
        }
        foreach (var proxy in new[] { wrongName, wrongIssuer })
        {
            await using var api = await TestHost.StartAsync("serve", Through(proxy, database, certificates));
            ((int)(await api.Client().GetAsync("/health/ready")).Status).ShouldBe(503);
            (
                await api.Client()
                    .PostAsync(
                        "auth/signup",
                        new
                        {
                            email = "a@b.example",
                            password = Client.Password,
                            deviceId = "a",
                        }
                    )
            ).ShouldFail(503, "database_unavailable");
            proxy.Handshakes.ShouldBe(0);
        }
    }

    private static string Through(TlsProxy proxy, TestDatabase database, Certificates certificates) =>
        new NpgsqlConnectionStringBuilder(database.App)
        {
            Host = "localhost",
            Port = proxy.Port,
            SslMode = SslMode.VerifyFull,
            RootCertificate = certificates.RootFile,
        }.ConnectionString;

    /// <summary>An authority of its own, and what it signs.</summary>
    private sealed class Certificates : IDisposable
    {
        private readonly X509Certificate2 _root;

        public Certificates()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
            var now = TimeProvider.System.GetUtcNow();
            _root = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
            File.WriteAllText(RootFile, _root.ExportCertificatePem());
        }

        public string RootFile { get; } = Path.Combine(Path.GetTempPath(), $"rupaya-ca-{Guid.CreateVersion7():N}.pem");

        public X509Certificate2 For(string name)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(name);
            request.CertificateExtensions.Add(names.Build());
            var now = TimeProvider.System.GetUtcNow();
            using var signed = request.Create(_root, now.AddHours(-1), now.AddDays(7), RandomNumberGenerator.GetBytes(8));
            using var withKey = signed.CopyWithPrivateKey(key);
            return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
        }

        public void Dispose()
        {
            _root.Dispose();
            File.Delete(RootFile);
        }
    }

    /// <summary>Ends PostgreSQL's TLS (SSLRequest, then the handshake) in front of the test's plain server.</summary>
    private sealed class TlsProxy : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly X509Certificate2 _certificate;
        private int _handshakes;

        public TlsProxy(X509Certificate2 certificate)
        {
            _certificate = certificate;
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _ = AcceptAsync();
        }

        public int Port { get; }

        public int Handshakes => Volatile.Read(ref _handshakes);

        public ValueTask DisposeAsync()
        {
            _listener.Stop();
            _certificate.Dispose();
            return ValueTask.CompletedTask;
        }

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    _ = ServeAsync(await _listener.AcceptTcpClientAsync());
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Stopped.
            }
        }

        private async Task ServeAsync(TcpClient client)
        {
            using var incoming = client;
            using var server = new TcpClient();
            try
            {
                var request = new byte[8];
                await incoming.GetStream().ReadExactlyAsync(request);
                await incoming.GetStream().WriteAsync("S"u8.ToArray());
                await using var tls = new SslStream(incoming.GetStream());
                await tls.AuthenticateAsServerAsync(_certificate);
                // With TLS 1.3 the client judges the certificate after this; its first bytes tell that it took it.
                var first = new byte[4096];
                var n = await tls.ReadAsync(first);
                if (n == 0)
                {
                    return;
                }
                Interlocked.Increment(ref _handshakes);
                await server.ConnectAsync(IPAddress.Loopback, Servers.PortOf(Servers.Postgres));
                await server.GetStream().WriteAsync(first.AsMemory(0, n));
                await Task.WhenAny(tls.CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(tls));
            }
            catch (Exception e)
                when (e
                        is IOException
                            or SocketException
                            or System.Security.Authentication.AuthenticationException
                            or ObjectDisposedException
                )
            {
                // The client did not like the certificate.
            }
        }
    }
}
