using Rupaya.Infrastructure.Base;
using Rupaya.Infrastructure.Postgres;

namespace Rupaya.Infrastructure.Platform;

/// <summary>Where traces, metrics and logs are sent. Bound from <c>Telemetry</c>; nothing is sent unless an endpoint is named.</summary>
internal sealed record TelemetryOptions
{
    /// <summary>The collector's address for OTLP over HTTP, without the signals' paths, such as <c>http://127.0.0.1:4318</c>.</summary>
    public string OtlpEndpoint { get; init; } = "";

    /// <summary>Null when valid, else what to mend.</summary>
    /// <param name="standard">The standard's own setting, where it is used instead.</param>
    public string? Problem(string? standard) => Of("Telemetry:OtlpEndpoint", OtlpEndpoint) ?? Of(OtlpExport.StandardEndpoint, standard);

    // Whoever reads telemetry on its way knows who does what and when: the rule is that of the other servers.
    private static string? Of(string name, string? address) =>
        string.IsNullOrEmpty(address) ? null
        : !Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            ? $"{name} must be an absolute http or https address."
        : uri.UserInfo.Length > 0 ? $"{name} must not hold a password: OTEL_EXPORTER_OTLP_HEADERS is for that."
        : uri.Scheme != Uri.UriSchemeHttps && !TransportSecurity.IsLoopback(uri.Host)
            ? $"{name} must be https: its host is not on loopback."
        : null;
}
