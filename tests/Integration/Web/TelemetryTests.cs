using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Rupaya.Integration.Fixtures;

namespace Rupaya.Integration.Web;

public sealed class TelemetryTests
{
    [Theory]
    [InlineData("Telemetry:OtlpEndpoint")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT")]
    public async Task Traces_metrics_and_logs_reach_a_collector_and_secrets_do_not(string setting)
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var database = await TestDatabase.CreateAsync();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Postgres"] = database.App,
            ["Security:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Security:TokenSecret"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            ["Security:BreachRangeUrl"] = $"{collector.Address}/range/",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            [setting] = collector.Address,
        };
        // A process of its own: in this one the collector's own requests would be traced too.
        await using var process = await ProductProcess.StartAsync("all", settings);
        var person = await new Client(process.Address).SignUpAsync();
        await person.OpenAccountAsync();
        (await person.GetAsync("accounts?token=canary-query")).Ok();
        await Wait.UntilAsync(() => NullLog.IsAsync(database));
        await Wait.UntilAsync(() =>
            Task.FromResult(Array.TrueForAll(Parts, p => collector.At(p.Path).Text.Contains(p.Part, StringComparison.Ordinal)))
        );

        foreach (var path in new[] { "/v1/traces", "/v1/metrics", "/v1/logs" })
        {
            var (types, text) = collector.At(path);
            types.ShouldBe(["application/x-protobuf"]);
            text.ShouldContain("service.name");
            foreach (
                var secret in new[]
                {
                    Client.Password,
                    person.Token!,
                    person.RefreshToken!,
                    person.Email,
                    "canary-query",
                    "/range/",
                    "insert into",
                }
            )
            {
                text.ShouldNotContain(secret, Case.Sensitive);
            }
        }
    }

    /// <summary>What must arrive, and where: of ASP.NET Core, Npgsql, an HTTP client, the runtime and the product itself.</summary>
    private static readonly (string Path, string Part)[] Parts =
    [
        ("/v1/traces", "/api/v1/auth/signup"),
        ("/v1/traces", "/api/v1/accounts"),
        ("/v1/traces", "db.query.summary"),
        ("/v1/traces", "url.full"),
        ("/v1/traces", "process rupaya."),
        ("/v1/metrics", "rupaya.effects"),
        ("/v1/metrics", "http.server.request.duration"),
        ("/v1/metrics", "http.client.request.duration"),
        ("/v1/metrics", "dotnet.gc"),
        ("/v1/metrics", "db.client."),
        ("/v1/logs", "Audit"),
    ];

    [Fact]
    public async Task Without_an_endpoint_nothing_of_it_is_there()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await TestHost.StartAsync("serve", database.App);
        host.Services.GetService<TracerProvider>().ShouldBeNull();
        host.Services.GetService<MeterProvider>().ShouldBeNull();
        host.Services.GetService<LoggerProvider>().ShouldBeNull();
    }

    [Fact]
    public async Task A_collector_that_is_away_costs_no_answer_and_no_end()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        var address = collector.Address;
        await collector.DisposeAsync();
        await using var database = await TestDatabase.CreateAsync();
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Telemetry:OtlpEndpoint"] = address };
        await using var host = await TestHost.StartAsync("all", database.App, settings);
        var person = await host.Client().SignUpAsync();
        (await person.GetAsync("accounts")).Ok();
    }
}
