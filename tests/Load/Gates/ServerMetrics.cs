using System.Globalization;

namespace Rupaya.Load.Gates;

/// <summary>One reading of the product's <c>/metrics</c>.</summary>
internal sealed class ServerMetrics(string text)
{
    private readonly string[] _lines = text.Split('\n');

    public static async Task<ServerMetrics> ReadAsync(Uri url)
    {
        using var http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(5) };
        return new ServerMetrics(await http.GetStringAsync(new Uri("/metrics", UriKind.Relative)));
    }

    /// <summary>The sum of a metric's series, of those only that have <paramref name="label"/> where one is named; 0 where there are none.</summary>
    public double Sum(string metric, string? label = null) =>
        _lines
            .Where(l => l.StartsWith(metric, StringComparison.Ordinal) && (label is null || l.Contains(label, StringComparison.Ordinal)))
            .Where(l => l[metric.Length] is '{' or ' ')
            .Sum(l => double.Parse(l[(l.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
