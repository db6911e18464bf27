using Microsoft.Extensions.Configuration;
using Npgsql;
using Rupaya.Infrastructure;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Web;

/// <summary>How long certificates last is measured from outside, whether anybody would trust them or not.</summary>
public sealed class CertificateMetricsTests
{
    [Fact]
    public async Task A_process_tells_how_long_the_servers_certificates_last()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var authority = new Certificates();
        await using var proxy = new TlsProxy(authority.For("localhost"));
        var postgres = new NpgsqlConnectionStringBuilder(database.App)
        {
            Host = "localhost",
            Port = proxy.Port,
            SslMode = SslMode.VerifyFull,
            RootCertificate = authority.RootFile,
        }.ConnectionString;
        await using var host = await TestHost.StartAsync("serve", postgres);
        var text = await Wait.ForAsync(host.MetricsAsync, t => t.Contains("rupaya_certificate_expiry_seconds{", StringComparison.Ordinal));
        var line = text.Split('\n')
            .Single(l => l.StartsWith("rupaya_certificate_expiry_seconds{name=\"postgresql\"}", StringComparison.Ordinal));
        double.Parse(line.Split(' ')[1]).ShouldBeInRange(6.9 * 86_400, 7 * 86_400);
    }

    [Theory]
    [InlineData("Postgres", "Host=a,b;SslMode=VerifyFull", "postgresql", "a", 5432)]
    [InlineData("Postgres", "Host=a:6000,b:7000;SslMode=Require", "postgresql", "a", 6000)]
    [InlineData("Redis", "cache.example.org:6380,ssl=true", "redis", "cache.example.org", 6380)]
    [InlineData("RabbitMq", "amqps://mq.example.org/", "rabbitmq", "mq.example.org", 5671)]
    [InlineData("RabbitMqManagement", "https://mq.example.org/", "rabbitmq-management", "mq.example.org", 443)]
    public void Who_is_spoken_to_over_TLS_is_in_the_settings(string setting, string address, string name, string host, int port) =>
        TlsServers.In(Configured(setting, address)).ShouldBe([new WatchedCertificate(name, host, port)]);

    [Theory]
    [InlineData("Postgres", "Host=a")]
    [InlineData("Postgres", "what is this")]
    [InlineData("Redis", "cache.example.org:6379")]
    [InlineData("RabbitMq", "amqp://mq.example.org/")]
    public void Who_is_not_shows_no_certificate(string setting, string address) =>
        TlsServers.In(Configured(setting, address)).ShouldBeEmpty();

    private static IConfiguration Configured(string setting, string address) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    [$"ConnectionStrings:{setting}"] = address,
                    ["Cache:Provider"] = "Redis",
                    ["Messaging:Transport"] = "RabbitMq",
                }
            )
            .Build();

    [Theory]
    [InlineData("api=api.example.org:443", "api", "api.example.org", 443)]
    [InlineData("mine=::1:8443", "mine", "::1", 8443)]
    public void What_is_watched_has_a_name_and_a_place(string text, string name, string host, int port) =>
        WatchedCertificate.Parse(text).ShouldBe(new WatchedCertificate(name, host, port));

    [Theory]
    [InlineData("api.example.org:443")]
    [InlineData("api=api.example.org")]
    [InlineData("api=:443")]
    [InlineData("api=x:99999")]
    [InlineData("=x:1")]
    public void What_is_no_place_stops_the_start(string text) =>
        new CertificatesOptions { Watch = [text] }
            .Problem()!
            .ShouldContain(text);

    [Fact]
    public async Task A_server_that_is_away_shows_none() =>
        (await new WatchedCertificate("gone", "127.0.0.1", Loopback.FreePort()).EndAsync(CancellationToken.None)).ShouldBeNull();
}
