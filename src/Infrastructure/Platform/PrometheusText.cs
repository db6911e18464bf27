using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Platform;

/// <summary>
/// Listens to the process's meters and writes them in the Prometheus text format 0.0.4. Names follow OpenTelemetry's mapping: dots become
/// underscores, the unit and <c>_total</c> are appended.
/// </summary>
internal sealed class PrometheusText : IDisposable
{
    private static readonly HashSet<string> Meters = new(StringComparer.Ordinal)
    {
        Telemetry.MeterName,
        "Npgsql",
        "System.Runtime",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
    };

    private readonly MeterListener _listener = new();

    // By name, not by instrument: a second server in the process has instruments of its own for the same things.
    private readonly ConcurrentDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);

    public PrometheusText()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Npgsql also measures every command: too much for a hot path, and the request's duration holds it.
            var wanted = instrument.Meter.Name != "Npgsql" || instrument.Name.StartsWith("db.client.connection", StringComparison.Ordinal);
            if (wanted && Meters.Contains(instrument.Meter.Name))
            {
                var family = new MetricFamily(instrument);
                listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(family.Name, family));
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Measure(family, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Measure(family, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Measure(family, value, tags));
        _listener.Start();
    }

    internal string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var (_, family) in _families.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            family.Write(text);
        }
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static void Measure(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily)family!).Measure(value, tags);
}
