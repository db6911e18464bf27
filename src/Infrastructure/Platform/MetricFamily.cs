using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Rupaya.Infrastructure.Platform;

/// <summary>All series of one name, with what the name says.</summary>
internal sealed class MetricFamily
{
    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    // What waits for a worker may wait long: whether it is half a minute or five decides who is called.
    private static readonly double[] LagBounds = [.. Bounds, 30, 60, 300];

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly string _type;
    private readonly string? _help;
    private readonly bool _absolute;
    private readonly double[]? _bounds;

    public MetricFamily(Instrument instrument)
    {
        var kind = instrument.GetType().Name;
        var counts = kind.StartsWith("Counter", StringComparison.Ordinal) || kind.StartsWith("ObservableCounter", StringComparison.Ordinal);
        var isHistogram = kind.StartsWith("Histogram", StringComparison.Ordinal);
        Name = NameOf(instrument, counts);
        _type =
            isHistogram ? "histogram"
            : counts ? "counter"
            : "gauge";
        _help = instrument.Description;
        _absolute = instrument.IsObservable || kind.StartsWith("Gauge", StringComparison.Ordinal);
        _bounds = isHistogram ? BoundsOf(instrument) : null;
    }

    public string Name { get; }

    public void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = _series.GetOrAdd(Labels(tags), static (_, bounds) => new MetricSeries(bounds), _bounds);
        if (_bounds is not null)
        {
            series.Observe(value);
        }
        else if (_absolute)
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }

    public void Write(StringBuilder text)
    {
        if (_series.IsEmpty)
        {
            return;
        }
        if (!string.IsNullOrEmpty(_help))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"# HELP {Name} {_help.Replace("\\", @"\\", StringComparison.Ordinal).ReplaceLineEndings("\\n")}\n"
            );
        }
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {Name} {_type}\n");
        foreach (var (labels, series) in _series.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            series.Write(text, Name, labels);
        }
    }

    private static double[] BoundsOf(Instrument i) =>
        i.Name.EndsWith(".lag", StringComparison.Ordinal) || i.Name.EndsWith(".latency", StringComparison.Ordinal) ? LagBounds : Bounds;

    private static string NameOf(Instrument i, bool counts)
    {
        var name = i.Name.Replace('.', '_').Replace('-', '_');
        var unit = i.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        return $"{name}{unit}{(counts ? "_total" : "")}";
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
}
