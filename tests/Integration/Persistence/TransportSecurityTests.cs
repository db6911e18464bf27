using Microsoft.Extensions.Configuration;
using Npgsql;
using Rupaya.Infrastructure.Postgres;
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

    [Fact]
    public void No_connection_asks_for_Kerberos_and_what_is_not_on_loopback_must_ask_for_TLS()
    {
        Databases.Settings(With("Host=127.0.0.1;Username=a"), "Postgres").GssEncryptionMode.ShouldBe(GssEncryptionMode.Disable);
        Databases.Settings(With("Host=db.example;SSL Mode=VerifyFull"), "Postgres").GssEncryptionMode.ShouldBe(GssEncryptionMode.Disable);
        Should
            .Throw<InvalidOperationException>(() => Databases.Settings(With("Host=db.example;SSL Mode=Prefer"), "Postgres"))
            .Message.ShouldBe("ConnectionStrings:Postgres must use TLS: its host is not on loopback.");

        static IConfiguration With(string postgres) =>
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>(StringComparer.Ordinal) { ["ConnectionStrings:Postgres"] = postgres }
                )
                .Build();
    }

    private static string Through(TlsProxy proxy, TestDatabase database, Certificates certificates) =>
        new NpgsqlConnectionStringBuilder(database.App)
        {
            Host = "localhost",
            Port = proxy.Port,
            SslMode = SslMode.VerifyFull,
            RootCertificate = certificates.RootFile,
        }.ConnectionString;
}
