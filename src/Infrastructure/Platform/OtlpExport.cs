using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Platform;

/// <summary>Sends traces, metrics and logs to a collector (OpenTelemetry, OTLP). Without an endpoint in the settings nothing of it is there.</summary>
public static class OtlpExport
{
    /// <summary>The standard's own setting; with it the standard's others count too (OTEL_EXPORTER_OTLP_PROTOCOL and so on).</summary>
    internal const string StandardEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Sends traces, metrics and logs where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says; without it, nothing.</summary>
    public static void AddOtlpExport(this IServiceCollection services, IConfiguration configuration)
    {
        var standard = configuration[StandardEndpoint];
        services.AddChecked<TelemetryOptions>("Telemetry", o => o.Problem(standard));
        var own = configuration["Telemetry:OtlpEndpoint"];
        // A wrong address stops the start, with all other wrong settings.
        if (Uri.TryCreate(own, UriKind.Absolute, out var endpoint))
        {
            AddSignals(services).UseOtlpExporter(OtlpExportProtocol.HttpProtobuf, endpoint);
        }
        else if (!string.IsNullOrEmpty(standard))
        {
            AddSignals(services).UseOtlpExporter();
        }
    }

    private static OpenTelemetryBuilder AddSignals(IServiceCollection services) =>
        services
            .AddOpenTelemetry()
            .ConfigureResource(resource =>
                resource
                    .AddService("rupaya", serviceVersion: typeof(OtlpExport).Assembly.GetName().Version?.ToString(3))
                    // An operator's OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.
                    .AddEnvironmentVariableDetector()
            )
            .WithTracing(Traces)
            .WithMetrics(Metrics)
            .WithLogging(configureBuilder: null, options => options.IncludeFormattedMessage = true);

    private static void Traces(TracerProviderBuilder traces) =>
        traces
            .AddSource(Telemetry.MeterName)
            .AddAspNetCoreInstrumentation(options => options.Filter = IsAsked)
            .AddHttpClientInstrumentation()
            .AddNpgsql()
            .AddProcessor(new StatementSummary())
            .AddProcessor(new AddressScrubber());

    private static void Metrics(MeterProviderBuilder metrics) =>
        metrics
            .AddMeter(Telemetry.MeterName)
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation()
            .AddRuntimeInstrumentation()
            .AddNpgsqlInstrumentation()
            // Whose webhooks go where is nobody's business, and each host would be a series of its own.
            .AddView(
                "http.client.*",
                new MetricStreamConfiguration { TagKeys = ["http.request.method", "http.response.status_code", "error.type"] }
            );

    private static bool IsAsked(HttpContext http) =>
        !SystemPaths.IsHealth(http.Request.Path) && !http.Request.Path.StartsWithSegments("/metrics", StringComparison.Ordinal);
}
