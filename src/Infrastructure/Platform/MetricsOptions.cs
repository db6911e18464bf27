using System.Globalization;
using System.Net;

namespace Rupaya.Infrastructure.Platform;

/// <summary>Where a process shows its metrics. Bound from <c>Web</c>.</summary>
internal sealed record MetricsOptions
{
    /// <summary>
    /// A port on loopback, or address and port such as <c>0.0.0.0:9464</c>; port 0 is any that is free, and nothing at all shows none. Never the
    /// API's: who may call it has no business with what the others do.
    /// </summary>
    public string MetricsPort { get; init; } = "127.0.0.1:9464";

    /// <summary>Null where metrics are not shown.</summary>
    public IPEndPoint? Endpoint => Parse(MetricsPort);

    /// <summary>Null when valid, else what to mend.</summary>
    public string? Problem() =>
        MetricsPort.Length == 0 || Endpoint is not null
            ? null
            : $"Web:MetricsPort must be a port, an address with a port such as 0.0.0.0:9464, or empty, not {MetricsPort}.";

    private static IPEndPoint? Parse(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? new IPEndPoint(IPAddress.Loopback, port)
        : text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(text, out var endpoint) ? endpoint
        : null;
}
