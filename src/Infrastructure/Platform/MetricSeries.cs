using System.Globalization;
using System.Text;

namespace Rupaya.Infrastructure.Platform;

/// <summary>One series: a number or, with bounds, a histogram.</summary>
internal sealed class MetricSeries(double[]? bounds)
{
    private readonly Lock _gate = new();
    private readonly long[] _buckets = new long[bounds?.Length ?? 0];
    private double _sum;
    private long _count;

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
            _sum += value;
            _count++;
            for (var i = _buckets.Length - 1; i >= 0 && value <= bounds![i]; i--)
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
            if (bounds is null)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}{braces} {_sum:R}\n");
                return;
            }
            var prefix = labels.Length == 0 ? "" : $"{labels},";
            for (var i = 0; i < _buckets.Length; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{prefix}le=\"{bounds[i]}\"}} {_buckets[i]}\n");
            }
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{prefix}le=\"+Inf\"}} {_count}\n");
            text.Append(CultureInfo.InvariantCulture, $"{name}_sum{braces} {_sum:R}\n{name}_count{braces} {_count}\n");
        }
    }
}
