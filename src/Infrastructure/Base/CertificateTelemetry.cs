using System.Diagnostics.Metrics;

namespace Rupaya.Infrastructure.Base;

/// <summary>How long the certificates of servers last.</summary>
public static class CertificateTelemetry
{
    private static readonly Meter Meter = new(Telemetry.MeterName);

    private static readonly Gauge<double> Expiry = Meter.CreateGauge<double>(
        "rupaya.certificate.expiry",
        "s",
        "Time until the certificate that a server presents ends, by name: postgresql, redis, rabbitmq, rabbitmq-management."
    );

    /// <summary>Notes what a server presented.</summary>
    /// <param name="name">The server's.</param>
    /// <param name="left">Until it ends; below zero once it has.</param>
    public static void Lasts(string name, TimeSpan left) =>
        Expiry.Record(left.TotalSeconds, new KeyValuePair<string, object?>("name", name));
}
