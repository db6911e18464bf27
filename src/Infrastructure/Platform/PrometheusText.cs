using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Rupaya.Infrastructure.Base;

namespace Rupaya.Infrastructure.Platform;

/// <summary>
/// Listens to the process's meters and writes them in the Prometheus text format 0.0.4. Names follow OpenTelemetry's mapping: dots become
/// underscores, the unit and <c>_total</c> are appended.
/// </summary>
internal sealed class PrometheusText : IDisposable
{
    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private static readonly HashSet<string> Meters = new(StringComparer.Ordinal)
    {
        Telemetry.MeterName,
        "Npgsql",
        "System.Runtime",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
    };

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> _series = new();

    public PrometheusText()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Npgsql also measures every command: too much for a hot path, and the request's duration holds it.
            var wanted = instrument.Meter.Name != "Npgsql" || instrument.Name.StartsWith("db.client.connection", StringComparison.Ordinal);
            if (wanted && Meters.Contains(instrument.Meter.Name))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Measure(i, value, tags));
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Measure(i, value, tags));
        _listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Measure(i, value, tags));
        _listener.Start();
    }

    internal string Write()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var family in _series.GroupBy(s => s.Key.Instrument).OrderBy(g => g.Key.Name, StringComparer.Ordinal))
        {
            var name = Name(family.Key);
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {Type(family.Key)}\n");
            foreach (var (key, series) in family.OrderBy(s => s.Key.Labels, StringComparer.Ordinal))
            {
                series.Write(text, name, key.Labels);
            }
        }
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Measure(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = _series.GetOrAdd((instrument, Labels(tags)), static _ => new Series());
        if (IsHistogram(instrument))
        {
            series.Observe(value);
        }
        else if (IsAbsolute(instrument))
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }

    private static bool IsHistogram(Instrument i) => GenericName(i).StartsWith("Histogram", StringComparison.Ordinal);

    private static bool IsAbsolute(Instrument i) => i.IsObservable || GenericName(i).StartsWith("Gauge", StringComparison.Ordinal);

    private static bool IsCounter(Instrument i) =>
        GenericName(i).StartsWith("Counter", StringComparison.Ordinal)
        || GenericName(i).StartsWith("ObservableCounter", StringComparison.Ordinal);

    private static string GenericName(Instrument i) => i.GetType().Name;

    private static string Type(Instrument i) =>
        IsHistogram(i) ? "histogram"
        : IsCounter(i) ? "counter"
        : "gauge";

    private static string Name(Instrument i)
    {
        var name = i.Name.Replace('.', '_').Replace('-', '_');
        var unit = i.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        return $"{name}{unit}{(IsCounter(i) ? "_total" : "")}";
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }
        var text = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            var escaped = value?.ToString()?.Replace("\\", @"\\").Replace("\"", "\\\"").ReplaceLineEndings("\\n");
            text.Append(text.Length == 0 ? "" : ",").Append(key.Replace('.', '_')).Append("=\"").Append(escaped).Append('"');
        }
        return text.ToString();
    }

    private sealed class Series
    {
        private readonly Lock _gate = new();
        private readonly long[] _buckets = new long[Bounds.Length];
        private double _sum;
        private long _count;
        private bool _histogram;

        public void Set(double value)
        {
            lock (_gate)
            {
                _sum = value;
            }
        }

        public void Add(double value)
        {
            lock (_gate)
            {
                _sum += value;
            }
        }

        public void Observe(double value)
        {
            lock (_gate)
            {
                _histogram = true;
                _sum += value;
                _count++;
                for (var i = Bounds.Length - 1; i >= 0 && value <= Bounds[i]; i--)
                {
                    _buckets[i]++;
                }
            }
        }

        public void Write(StringBuilder text, string name, string labels)
        {
            lock (_gate)
            {
                var braces = labels.Length == 0 ? "" : $"{{{labels}}}";
                if (!_histogram)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}{braces} {_sum:R}\n");
                    return;
                }
                var prefix = labels.Length == 0 ? "" : $"{labels},";
                for (var i = 0; i < Bounds.Length; i++)
                {
                    text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{prefix}le=\"{Bounds[i]}\"}} {_buckets[i]}\n");
                }
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{prefix}le=\"+Inf\"}} {_count}\n");
                text.Append(CultureInfo.InvariantCulture, $"{name}_sum{braces} {_sum:R}\n{name}_count{braces} {_count}\n");
            }
        }
    }
}
